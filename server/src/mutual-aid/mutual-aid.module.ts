import { Module } from '@nestjs/common';
import { BookingsService } from './bookings.service.js';
import { MenuService } from './menu.service.js';
import { MutualAidController } from './mutual-aid.controller.js';

@Module({ controllers: [MutualAidController], providers: [MenuService, BookingsService] })
export class MutualAidModule {}
