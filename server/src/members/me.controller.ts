import { Controller } from '@nestjs/common';
import { demoRoutes } from '@branch/shared/demo';
import { meRoutes } from '@branch/shared/members/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { DemoService } from './demo.service.js';
import { MeService } from './me.service.js';

@Controller()
export class MeController {
  constructor(private readonly mine: MeService, private readonly demo: DemoService) {}

  @Handle(meRoutes.me) me(_input: Input<typeof meRoutes.me>, me: Me) { return this.mine.me(me); }
  @Handle(meRoutes.chooseUnit) chooseUnit(input: Input<typeof meRoutes.chooseUnit>, me: Me) { return this.mine.chooseUnit(input, me); }
  @Handle(meRoutes.consents) consents(_input: Input<typeof meRoutes.consents>, me: Me) { return this.mine.consents(me); }
  @Handle(meRoutes.setConsent) setConsent(input: Input<typeof meRoutes.setConsent>, me: Me) { return this.mine.setConsent(input, me); }
  @Handle(demoRoutes.people) people(_input: Input<typeof demoRoutes.people>, _me: Me) { return this.demo.people(); }
}
