import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';
import { FieldCrypto } from './crypto.js';
import { Db } from './db.js';
import { Jobs } from './jobs.js';
import { Live } from './live.js';
import { DataSource } from 'typeorm';

/** What a service may ask for: settings, database, field protection, jobs, sockets. */
export class Settings { constructor(readonly config: Config) {} }

@Global()
@Module({})
export class KitModule {
  static with(config: Config, source: DataSource): DynamicModule {
    return {
      module: KitModule,
      providers: [{ provide: Settings, useValue: new Settings(config) }, { provide: DataSource, useValue: source }, { provide: FieldCrypto, useValue: new FieldCrypto(config.secrets) },
        Db, Jobs, Live],
      exports: [Settings, DataSource, FieldCrypto, Db, Jobs, Live],
    };
  }
}
