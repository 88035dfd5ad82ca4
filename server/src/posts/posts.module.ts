import { Module } from '@nestjs/common';
import { AnonymousController } from './anonymous.controller.js';
import { AnonymousSeal } from './anonymous-seal.js';
import { AnonymousService } from './anonymous.service.js';
import { BoardClock } from './board-clock.js';
import { BoardService } from './board.service.js';
import { CommentsService } from './comments.service.js';
import { DisclosuresService } from './disclosures.service.js';
import { DraftsService } from './drafts.service.js';
import { DutyService } from './duty.service.js';
import { PostPresenter } from './post-rows.js';
import { BoardController, CommentsController, DraftsController, PostsController } from './posts.controller.js';
import { PostsService } from './posts.service.js';
import { PublicController } from './public.controller.js';
import { PublicService } from './public.service.js';
import { VisitsService } from './visits.service.js';
import { WritingService } from './writing.service.js';
import './site-figures.js';

@Module({
  controllers: [PostsController, CommentsController, DraftsController, BoardController, AnonymousController, PublicController],
  providers: [PostsService, WritingService, CommentsService, DraftsService, BoardService, BoardClock, DutyService, AnonymousSeal, AnonymousService, DisclosuresService, PostPresenter, VisitsService, PublicService],
  exports: [AnonymousSeal, AnonymousService, DisclosuresService, PostsService, WritingService, CommentsService, DraftsService, BoardService, PostPresenter, VisitsService],
})
export class PostsModule {}
