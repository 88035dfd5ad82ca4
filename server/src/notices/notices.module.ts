import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/posts.module.js';
import { AppraisalNotices } from './appraisal-notices.hears.js';
import { LedgerNotices } from './ledger-notices.hears.js';
import { CallingNotices } from './calling-notices.hears.js';
import { MeetingNotices } from './meeting-notices.hears.js';
import { ModerationNotices } from './moderation-notices.hears.js';
import { NoticesController } from './notices.controller.js';
import { NoticesHears } from './notices.hears.js';
import { NoticesService } from './notices.service.js';
import { SiteNotices } from './site-notices.hears.js';

@Module({ imports: [PostsModule], controllers: [NoticesController], providers: [NoticesService, NoticesHears, AppraisalNotices, CallingNotices, LedgerNotices, MeetingNotices, ModerationNotices, SiteNotices] })
export class NoticesModule {}
