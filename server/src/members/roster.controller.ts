import { Controller } from '@nestjs/common';
import { rosterRoutes } from '@branch/shared/members/roster-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import type { Extra } from '../kit/handle.js';
import { RosterService } from './roster.service.js';

@Controller()
export class RosterController {
  constructor(private readonly roster: RosterService) {}

  @Handle(rosterRoutes.template) template(input: Input<typeof rosterRoutes.template>, _me: Me) { return this.roster.template(input); }
  @Handle(rosterRoutes.preview) preview(input: Input<typeof rosterRoutes.preview>, me: Me, { file }: Extra) { return this.roster.preview(input, me, file); }
  @Handle(rosterRoutes.apply) apply(input: Input<typeof rosterRoutes.apply>, _me: Me) { return this.roster.apply(input); }
  @Handle(rosterRoutes.job) job(input: Input<typeof rosterRoutes.job>, _me: Me) { return this.roster.job(input); }
  @Handle(rosterRoutes.errors) errors(input: Input<typeof rosterRoutes.errors>, _me: Me) { return this.roster.errors(input); }
  @Handle(rosterRoutes.export) export(input: Input<typeof rosterRoutes.export>, _me: Me) { return this.roster.export(input); }
}
