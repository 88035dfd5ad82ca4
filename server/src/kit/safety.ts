import type { DataSource } from 'typeorm';
import type { Config } from './config.js';
import { exampleSecret } from './config.js';

/** What the database says of itself and of the role we work as. */
export interface DatabaseFacts { superuser: boolean; bypassesRowSecurity: boolean; ownsTables: boolean; fsync: boolean; synchronousCommit: boolean; clockOffSeconds: number; clockShift: string; demoSeed: boolean }

export async function databaseFacts(source: DataSource): Promise<DatabaseFacts> {
  const before = Date.now();
  const [row] = await source.query<[Omit<DatabaseFacts, 'clockOffSeconds'> & { now: Date }]>(`select r.rolsuper as "superuser", r.rolbypassrls as "bypassesRowSecurity",
      exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'USAGE')) as "ownsTables",
      current_setting('fsync') = 'on' as "fsync", current_setting('synchronous_commit') <> 'off' as "synchronousCommit", coalesce(current_setting('app.clock_shift', true), '') as "clockShift",
      exists (select 1 from instance where key in ('demo', 'demo-people')) as "demoSeed", clock_timestamp() as now
    from pg_roles r where r.rolname = current_user`);
  const { now, ...facts } = row;
  // Half of the question's way there and back is ours to subtract.
  return { ...facts, clockOffSeconds: (now.getTime() - (before + Date.now()) / 2) / 1000 };
}

const nearby = ['localhost', '127.0.0.1', '::1', '[::1]', ''];

/** True for a database across the network that is spoken to without TLS. */
function unprotected(url: string): boolean {
  try {
    const at = new URL(url);
    return !nearby.includes(at.hostname) && !at.searchParams.get('host')?.startsWith('/') && !['require', 'verify-ca', 'verify-full'].includes(at.searchParams.get('sslmode') ?? '');
  } catch { return true; }
}

const secretNames = { fields: 'FIELD_KEY', blind: 'BLIND_KEY', links: 'LINK_KEY' } as const;

/** Everything that makes this installation unsafe for production (guarantees 5.6), each in a sentence with what to do; all at once, so that one start tells all. */
export function dangers(config: Config, facts: DatabaseFacts): string[] {
  const found: string[] = [];
  const when = (danger: boolean, words: string) => { if (danger) found.push(words); };
  const secrets = Object.entries(secretNames) as [keyof typeof secretNames, string][];
  for (const [key, name] of secrets) {
    const secret = config.secrets[key];
    if (secret.length === 0) found.push(`没有设置 ${name}。请生成至少 32 字节的随机值（例如 openssl rand -base64 48），与数据库分开保管。`);
    else if (secret.toString().includes(exampleSecret)) found.push(`${name} 用的是示例值，谁都知道。请换成自己生成的随机值。`);
    else if (secret.length < 32) found.push(`${name} 只有 ${secret.length} 字节，至少要 32 字节。`);
  }
  const set = secrets.map(([key]) => config.secrets[key].toString()).filter((value) => value !== '');
  when(new Set(set).size < set.length, 'FIELD_KEY、BLIND_KEY、LINK_KEY 不能相同。');
  when(facts.superuser, 'DATABASE_URL 用的是数据库超级用户。请改用只有读写权限的运行角色。');
  when(facts.bypassesRowSecurity && !facts.superuser, 'DATABASE_URL 的角色可以绕过行级安全（BYPASSRLS）。请去掉这个属性。');
  when(facts.ownsTables && !facts.superuser, 'DATABASE_URL 的角色拥有数据表。请把建表的角色放在 DATABASE_OWNER_URL，运行时用另一个角色。');
  when(!facts.fsync, '数据库的 fsync 是关的，停电会丢已确认的发言。请打开。');
  when(!facts.synchronousCommit, '数据库的 synchronous_commit 是关的，崩溃会丢已确认的发言。请打开。');
  when(Math.abs(facts.clockOffSeconds) > 2, `服务器与数据库的时钟相差 ${Math.abs(facts.clockOffSeconds).toFixed(1)} 秒。请校时（NTP）。`);
  when(facts.clockShift !== '', `数据库设置了 app.clock_shift（${facts.clockShift}），那是测试用的。请执行 ALTER DATABASE … RESET app.clock_shift。`);
  when(facts.demoSeed, '这个数据库里有演示数据，演示账号的密码是公开的。请换一个空的数据库。');
  when(unprotected(config.databaseUrl), '到远程数据库的连接没有加密。请在 DATABASE_URL 里加上 sslmode=verify-full。');
  when(!config.publicUrl.startsWith('https://'), `PUBLIC_URL（${config.publicUrl}）不是 https 地址，登录凭证会在网上裸奔。`);
  when(config.corsOrigins.some((origin) => origin.includes('*')), 'CORS_ORIGINS 里有 *，任何网站都能以成员的身份连上来。请写明地址。');
  when(config.wechat === null && !config.wechatOff, '没有设置 WECHAT_APP_ID 和 WECHAT_SECRET，微信登录只有演示用的替身。只用网页请设 WECHAT=off。');
  when(config.demo, '演示模式（DEMO=1）不能用于正式环境。');
  when(config.shiftableClock, '时钟可以被拨动，那是测试用的。');
  return found;
}

/** Refuses to start in production while anything is unsafe. */
export async function refuseUnsafe(config: Config, source: DataSource): Promise<void> {
  const found = dangers(config, await databaseFacts(source));
  if (found.length > 0) throw new Error(`正式环境还有 ${found.length} 处不安全：\n${found.map((words, index) => `  ${index + 1}. ${words}`).join('\n')}`);
}
