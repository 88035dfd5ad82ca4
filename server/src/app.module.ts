import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { Refuse } from './kit/answers.js';
import type { Config } from './kit/config.js';
import { HealthController } from './kit/health.controller.js';
import { KitModule } from './kit/kit.module.js';
import { Guard } from './members/guard.js';
import { areas } from './areas.js';

/** The whole server: kit, then the areas in the order of the ladder. */
@Module({})
export class AppModule {
  static with(config: Config, source: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [KitModule.with(config, source), ...areas],
      controllers: [HealthController],
      providers: [Guard, { provide: APP_GUARD, useExisting: Guard }, { provide: APP_FILTER, useClass: Refuse }],
    };
  }
}
