import { Controller } from '@nestjs/common';
import { catchUpRoutes, minutesRoutes as routes } from '@branch/shared/meetings/minutes-routes';
import { paperRoutes } from '@branch/shared/meetings/paper-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { CatchUpService } from './catch-up.service.js';
import { MinutesService } from './minutes.service.js';
import { PaperVotesService } from './paper-votes.service.js';

@Controller()
export class MinutesController {
  constructor(private readonly minute: MinutesService, private readonly catching: CatchUpService, private readonly paper: PaperVotesService) {}

  @Handle(routes.draft) draft(input: Input<typeof routes.draft>) { return this.minute.draft(input); }
  @Handle(routes.saveDraft) saveDraft(input: Input<typeof routes.saveDraft>, me: Me) { return this.minute.saveDraft(input, me); }
  @Handle(routes.publish) publish(input: Input<typeof routes.publish>, me: Me) { return this.minute.publish(input, me); }
  @Handle(routes.minutes) minutes(input: Input<typeof routes.minutes>, me: Me) { return this.minute.minutes(input, me); }
  @Handle(routes.version) version(input: Input<typeof routes.version>) { return this.minute.version(input); }
  @Handle(catchUpRoutes.catchUp) catchUp(input: Input<typeof catchUpRoutes.catchUp>, me: Me) { return this.catching.catchUp(input, me); }
  @Handle(catchUpRoutes.acknowledge) acknowledge(input: Input<typeof catchUpRoutes.acknowledge>, me: Me) { return this.catching.acknowledge(input, me); }
  @Handle(catchUpRoutes.lateStatement) lateStatement(input: Input<typeof catchUpRoutes.lateStatement>, me: Me) { return this.catching.lateStatement(input, me); }
  @Handle(catchUpRoutes.readers) readers(input: Input<typeof catchUpRoutes.readers>) { return this.catching.readers(input); }
  @Handle(paperRoutes.paperVotes) paperVotes(input: Input<typeof paperRoutes.paperVotes>) { return this.paper.all(input); }
  @Handle(paperRoutes.record) record(input: Input<typeof paperRoutes.record>, me: Me) { return this.paper.record(input, me); }
  @Handle(paperRoutes.correct) correct(input: Input<typeof paperRoutes.correct>, me: Me) { return this.paper.correct(input, me); }
  @Handle(catchUpRoutes.remind) remind(input: Input<typeof catchUpRoutes.remind>, me: Me) { return this.catching.remind(input, me); }
}
