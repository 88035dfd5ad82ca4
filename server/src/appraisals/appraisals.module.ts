import { Module } from '@nestjs/common';
import { AppraisalsController } from './appraisals.controller.js';
import { AppraisalsService } from './appraisals.service.js';
import { DeskService } from './desk.service.js';
import { AppraisalExpiry } from './expiry.js';
import { LeftRoundsService } from './left-rounds.service.js';
import { RatingsService } from './ratings.service.js';
import { ReviewsService } from './reviews.service.js';

@Module({ controllers: [AppraisalsController], providers: [AppraisalsService, AppraisalExpiry, DeskService, LeftRoundsService, RatingsService, ReviewsService] })
export class AppraisalsModule {}
