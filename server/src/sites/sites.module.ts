import { Module } from '@nestjs/common';
import { MembersModule } from '../members/members.module.js';
import { ApplicationsController } from './applications.controller.js';
import { ApplicationsService } from './applications.service.js';
import { QueueService } from './queue.service.js';
import { ReviewController } from './review.controller.js';
import { ReviewService } from './review.service.js';
import { SitesController } from './sites.controller.js';
import { SitesHears } from './sites.hears.js';
import { SitesService } from './sites.service.js';
import { Staleness } from './staleness.js';

@Module({ imports: [MembersModule], controllers: [SitesController, ApplicationsController, ReviewController], providers: [SitesService, SitesHears, ApplicationsService, ReviewService, QueueService, Staleness], exports: [SitesService] })
export class SitesModule {}
