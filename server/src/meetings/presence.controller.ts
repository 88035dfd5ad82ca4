import { Controller } from '@nestjs/common';
import { presenceRoutes as routes, recordRoutes, speakingRoutes } from '@branch/shared/meetings/presence-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { PresenceService } from './presence.service.js';
import { RecordsService } from './records.service.js';

@Controller()
export class PresenceController {
  constructor(private readonly presences: PresenceService, private readonly recorded: RecordsService) {}

  @Handle(routes.quorum) quorum(input: Input<typeof routes.quorum>) { return this.presences.quorum(input); }
  @Handle(routes.person) person(input: Input<typeof routes.person>) { return this.presences.person(input); }
  @Handle(speakingRoutes.speaking) speaking(input: Input<typeof speakingRoutes.speaking>, me: Me) { return this.presences.speaking(input, me); }
  @Handle(recordRoutes.records) records(_input: Input<typeof recordRoutes.records>, me: Me) { return this.recorded.records(me); }
  @Handle(recordRoutes.record) record(input: Input<typeof recordRoutes.record>, me: Me) { return this.recorded.record(input, me); }
}
