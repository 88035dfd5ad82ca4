import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { anonymousRoutes, disclosureRoutes } from '@branch/shared/posts/anonymous-routes';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { AnonymousService } from './anonymous.service.js';
import { DisclosuresService } from './disclosures.service.js';

@Controller()
export class AnonymousController {
  constructor(private readonly anonymous: AnonymousService, private readonly disclosures: DisclosuresService) {}

  @Handle(anonymousRoutes.here) here(input: Input<typeof anonymousRoutes.here>, me: Me) { return this.anonymous.here(input, me); }
  @Handle(anonymousRoutes.post) post(input: Input<typeof anonymousRoutes.post>, me: Me) { return this.anonymous.post(input, me); }
  @Handle(anonymousRoutes.comment) comment(input: Input<typeof anonymousRoutes.comment>, me: Me) { return this.anonymous.comment(input, me); }
  @Handle(anonymousRoutes.mine) mine(input: Input<typeof anonymousRoutes.mine>, me: Me) { return this.anonymous.mine(input, me); }
  @Handle(anonymousRoutes.appeal) appeal(input: Input<typeof anonymousRoutes.appeal>, me: Me) { return this.anonymous.appeal(input, me); }
  @Handle(anonymousRoutes.retract) retract(input: Input<typeof anonymousRoutes.retract>, me: Me) { return this.anonymous.retract(input, me); }
  @Handle(disclosureRoutes.disclosures) list(input: Input<typeof disclosureRoutes.disclosures>, me: Me) { return this.disclosures.disclosures(input, me); }
  @Handle(disclosureRoutes.ask) ask(input: Input<typeof disclosureRoutes.ask>, me: Me) { return this.disclosures.ask(input, me); }
  @Handle(disclosureRoutes.approve) approve(input: Input<typeof disclosureRoutes.approve>, me: Me) { return this.disclosures.approve(input, me); }
  @Handle(disclosureRoutes.open) open(input: Input<typeof disclosureRoutes.open>, me: Me) { return this.disclosures.open(input, me); }
}
