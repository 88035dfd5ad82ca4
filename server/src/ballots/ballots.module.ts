import { Module } from '@nestjs/common';
import { BallotsController } from './ballots.controller.js';
import { BallotsService } from './ballots.service.js';

@Module({ controllers: [BallotsController], providers: [BallotsService], exports: [BallotsService] })
export class BallotsModule {}
