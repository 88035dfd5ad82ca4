import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/posts.module.js';
import { HomeController } from './home.controller.js';
import { HomeService } from './home.service.js';

@Module({ imports: [PostsModule], controllers: [HomeController], providers: [HomeService] })
export class HomeModule {}
