import 'reflect-metadata';
import { migrations } from '../migrations/list.js';
import { migrateAll } from './kit/migrating.js';

const owner = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL ?? '';
const runtime = process.env.DATABASE_URL ? new URL(process.env.DATABASE_URL).username : null;
try {
  const ran = await migrateAll(owner, migrations, runtime);
  console.log(ran > 0 ? `数据库结构已更新：${ran} 步` : '数据库结构已是最新');
} catch (error) {
  console.error(`数据库结构没有更新成功：${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
