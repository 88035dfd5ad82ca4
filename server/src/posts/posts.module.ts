import { Module } from '@nestjs/common';
import { BoardService } from './board.service.js';
import { PostsController } from './posts.controller.js';
import { PostsService } from './posts.service.js';

@Module({ controllers: [PostsController], providers: [PostsService, BoardService], exports: [PostsService, BoardService] })
export class PostsModule {}
