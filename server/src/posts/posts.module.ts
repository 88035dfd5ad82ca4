import { Module } from '@nestjs/common';
import { BoardClock } from './board-clock.js';
import { BoardService } from './board.service.js';
import { CommentsService } from './comments.service.js';
import { DraftsService } from './drafts.service.js';
import { DutyService } from './duty.service.js';
import { PostPresenter } from './post-rows.js';
import { BoardController, CommentsController, DraftsController, PostsController } from './posts.controller.js';
import { PostsService } from './posts.service.js';
import { VisitsService } from './visits.service.js';
import { WritingService } from './writing.service.js';
import './site-figures.js';

@Module({
  controllers: [PostsController, CommentsController, DraftsController, BoardController],
  providers: [PostsService, WritingService, CommentsService, DraftsService, BoardService, BoardClock, DutyService, PostPresenter, VisitsService],
  exports: [PostsService, WritingService, CommentsService, DraftsService, BoardService, PostPresenter, VisitsService],
})
export class PostsModule {}
