import { Controller } from '@nestjs/common';
import { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { catchUpRoutes, minutesRoutes as routes } from '@branch/shared/meetings/minutes-routes';
import { paperRoutes } from '@branch/shared/meetings/paper-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { ActionItemsService } from './action-items.service.js';
import { CatchUpService } from './catch-up.service.js';
import { MinutesService } from './minutes.service.js';
import { PaperVotesService } from './paper-votes.service.js';
import { ObjectionsService } from './objections.service.js';
import { PapersService } from './papers.service.js';

@Controller()
export class MinutesController {
  constructor(private readonly minute: MinutesService, private readonly catching: CatchUpService, private readonly onPaper: PaperVotesService, private readonly papers: PapersService, private readonly objections: ObjectionsService, private readonly actionItems: ActionItemsService) {}

  @Handle(routes.draft) draft(input: Input<typeof routes.draft>, me: Me) { return this.minute.draft(input, me); }
  @Handle(routes.saveDraft) saveDraft(input: Input<typeof routes.saveDraft>, me: Me) { return this.minute.saveDraft(input, me); }
  @Handle(routes.publish) publish(input: Input<typeof routes.publish>, me: Me) { return this.minute.publish(input, me); }
  @Handle(routes.minutes) minutes(input: Input<typeof routes.minutes>, me: Me) { return this.minute.minutes(input, me); }
  @Handle(routes.version) version(input: Input<typeof routes.version>) { return this.minute.version(input); }
  @Handle(routes.sign) sign(input: Input<typeof routes.sign>, me: Me) { return this.papers.sign(input, me); }
  @Handle(routes.paper) paper(input: Input<typeof routes.paper>) { return this.papers.paper(input); }
  @Handle(routes.export) export(input: Input<typeof routes.export>) { return this.papers.export(input); }
  @Handle(routes.transcript) transcript(input: Input<typeof routes.transcript>, me: Me) { return this.papers.transcript(input, me); }
  @Handle(objectionRoutes.object) object(input: Input<typeof objectionRoutes.object>, me: Me) { return this.objections.object(input, me); }
  @Handle(objectionRoutes.answer) answer(input: Input<typeof objectionRoutes.answer>, me: Me) { return this.objections.answer(input, me); }
  @Handle(actionItemRoutes.items) items(input: Input<typeof actionItemRoutes.items>, me: Me) { return this.actionItems.items(input, me); }
  @Handle(actionItemRoutes.reopen) reopen(input: Input<typeof actionItemRoutes.reopen>, me: Me) { return this.actionItems.reopen(input, me); }
  @Handle(actionItemRoutes.finish) finish(input: Input<typeof actionItemRoutes.finish>, me: Me) { return this.actionItems.finish(input, me); }
  @Handle(catchUpRoutes.catchUp) catchUp(input: Input<typeof catchUpRoutes.catchUp>, me: Me) { return this.catching.catchUp(input, me); }
  @Handle(catchUpRoutes.acknowledge) acknowledge(input: Input<typeof catchUpRoutes.acknowledge>, me: Me) { return this.catching.acknowledge(input, me); }
  @Handle(catchUpRoutes.lateStatement) lateStatement(input: Input<typeof catchUpRoutes.lateStatement>, me: Me) { return this.catching.lateStatement(input, me); }
  @Handle(catchUpRoutes.readers) readers(input: Input<typeof catchUpRoutes.readers>) { return this.catching.readers(input); }
  @Handle(paperRoutes.paperVotes) paperVotes(input: Input<typeof paperRoutes.paperVotes>) { return this.onPaper.all(input); }
  @Handle(paperRoutes.record) record(input: Input<typeof paperRoutes.record>, me: Me) { return this.onPaper.record(input, me); }
  @Handle(paperRoutes.correct) correct(input: Input<typeof paperRoutes.correct>, me: Me) { return this.onPaper.correct(input, me); }
  @Handle(catchUpRoutes.remind) remind(input: Input<typeof catchUpRoutes.remind>, me: Me) { return this.catching.remind(input, me); }
}
