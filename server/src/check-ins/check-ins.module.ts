import { Module } from '@nestjs/common';
import { CheckInsController } from './check-ins.controller.js';
import { PostsModule } from '../posts/posts.module.js';
import { CheckInsService } from './check-ins.service.js';

@Module({ imports: [PostsModule], controllers: [CheckInsController], providers: [CheckInsService] })
export class CheckInsModule {}
