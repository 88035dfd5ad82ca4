import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { dutyRoutes } from '@branch/shared/posts/duty-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { BoardService } from './board.service.js';
import { CommentsService } from './comments.service.js';
import { DraftsService } from './drafts.service.js';
import { DutyService } from './duty.service.js';
import { PostsService } from './posts.service.js';
import { WritingService } from './writing.service.js';

@Controller()
export class PostsController {
  constructor(private readonly posts: PostsService, private readonly writing: WritingService) {}

  @Handle(postRoutes.posts) list(input: Input<typeof postRoutes.posts>, me: Me) { return this.posts.posts(input, me); }
  @Handle(postRoutes.wider) wider(input: Input<typeof postRoutes.wider>, me: Me) { return this.posts.wider(input, me); }
  @Handle(postRoutes.post) post(input: Input<typeof postRoutes.post>, me: Me | null) { return this.posts.post(input, me); }
  @Handle(postRoutes.write) write(input: Input<typeof postRoutes.write>, me: Me) { return this.writing.write(input, me); }
  @Handle(postRoutes.edit) edit(input: Input<typeof postRoutes.edit>, me: Me) { return this.writing.edit(input, me); }
  @Handle(postRoutes.retract) retract(input: Input<typeof postRoutes.retract>, me: Me) { return this.writing.retract(input, me); }
  @Handle(postRoutes.revisions) revisions(input: Input<typeof postRoutes.revisions>, me: Me) { return this.writing.revisions(input, me); }
  @Handle(postRoutes.attachment) attachment(input: Input<typeof postRoutes.attachment>, me: Me | null) { return this.posts.attachment(input, me); }
  @Handle(postRoutes.react) react(input: Input<typeof postRoutes.react>, me: Me) { return this.posts.react(input, me); }
}

@Controller()
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Handle(commentRoutes.comments) list(input: Input<typeof commentRoutes.comments>, me: Me | null) { return this.comments.comments(input, me); }
  @Handle(commentRoutes.comment) comment(input: Input<typeof commentRoutes.comment>, me: Me) { return this.comments.comment(input, me); }
  @Handle(commentRoutes.retractComment) retract(input: Input<typeof commentRoutes.retractComment>, me: Me) { return this.comments.retract(input, me); }
}

@Controller()
export class DraftsController {
  constructor(private readonly drafts: DraftsService) {}

  @Handle(draftRoutes.drafts) list(_: Input<typeof draftRoutes.drafts>, me: Me) { return this.drafts.drafts(me); }
  @Handle(draftRoutes.draft) draft(input: Input<typeof draftRoutes.draft>, me: Me) { return this.drafts.draft(input, me); }
  @Handle(draftRoutes.saveDraft) save(input: Input<typeof draftRoutes.saveDraft>, me: Me) { return this.drafts.save(input, me); }
  @Handle(draftRoutes.dropDraft) drop(input: Input<typeof draftRoutes.dropDraft>, me: Me) { return this.drafts.drop(input, me); }
}

@Controller()
export class BoardController {
  constructor(private readonly board: BoardService, private readonly duties: DutyService) {}

  @Handle(boardRoutes.messages) messages(input: Input<typeof boardRoutes.messages>, me: Me) { return this.board.messages(input, me); }
  @Handle(boardRoutes.leave) leave(input: Input<typeof boardRoutes.leave>, me: Me) { return this.board.leave(input, me); }
  @Handle(boardRoutes.receive) receive(input: Input<typeof boardRoutes.receive>, me: Me) { return this.board.receive(input, me); }
  @Handle(dutyRoutes.duty) duty(input: Input<typeof dutyRoutes.duty>) { return this.duties.duty(input); }
  @Handle(dutyRoutes.setDuty) setDuty(input: Input<typeof dutyRoutes.setDuty>, me: Me) { return this.duties.setDuty(input, me); }
  @Handle(boardRoutes.answer) answer(input: Input<typeof boardRoutes.answer>, me: Me) { return this.board.answer(input, me); }
}
