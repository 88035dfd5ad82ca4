import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { entities } from '../entities.js';
import { readConfig } from '../kit/config.js';
import { Db } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import { sourceFor } from '../kit/source.js';
import { Passwords } from '../members/passwords.js';
import { People } from '../members/people.js';
import { demoDistrict, printedPeople } from './district.js';
import { tinyDistrict } from './tiny.js';
import { plantDistrict } from './seeding.js';

/** Seeds the demo district on the first run (`--tiny`: twelve people, for tests); afterwards it only says so. Refused in production. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (config.production) throw new Error('正式环境不写入演示数据');
  const source = sourceFor(config.databaseUrl, entities);
  await source.initialize();
  const app = await NestFactory.createApplicationContext(AppModule.with(config, source), { logger: ['error'] });
  try {
    const db = app.get(Db);
    const planted = await db.asSystem('asks whether the demo is there', async (tx) => (await tx.one('select 1 as x from instance where key = \'demo\'')) !== null || (await tx.one('select 1 as x from unit limit 1')) !== null);
    if (planted) { console.log('演示数据：已有，不再写入'); return; }
    const start = Date.now();
    const demo = process.argv.includes('--tiny') ? tinyDistrict(new Date()) : demoDistrict(new Date());
    const { printed, chair } = printedPeople(demo);
    await plantDistrict(db, { people: app.get(People), passwords: app.get(Passwords), files: app.get(FilesService) }, demo, printed, chair, (title, done) => {
      const full = Math.round(done * 24);
      console.log(`演示数据 [${'█'.repeat(full)}${'·'.repeat(24 - full)}] ${String(Math.round(done * 100)).padStart(3)}%  ${title}`);
    });
    console.log(`演示数据：${demo.people.length} 名党员、${demo.units.length} 个组织、${demo.meetings.length} 次网上组织生活，用时 ${((Date.now() - start) / 1000).toFixed(1)} 秒`);
  } finally {
    await app.close();
    await source.destroy();
  }
}

main().catch((error: unknown) => { console.error(`演示数据没有写成：${error instanceof Error ? error.message : String(error)}`); process.exitCode = 1; });
