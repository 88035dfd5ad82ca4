import { Module } from '@nestjs/common';
import { SitesController } from './sites.controller.js';
import { SitesHears } from './sites.hears.js';
import { SitesService } from './sites.service.js';

@Module({ controllers: [SitesController], providers: [SitesService, SitesHears], exports: [SitesService] })
export class SitesModule {}
