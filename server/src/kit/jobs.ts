import { Injectable } from '@nestjs/common';
import { Logger, run } from 'graphile-worker';
import type { Runner, Task } from 'graphile-worker';
import type { EventName } from '@branch/shared/events';
import { context, emptyContext } from './context.js';
import { Db, hearer } from './db.js';
import { log } from './log.js';

interface Cron { pattern: string; task: string }
const tasks = new Map<string, (payload: Record<string, unknown>) => Promise<void>>();
const crons: Cron[] = [];
/** Registers a task that `tx.sql('select graphile_worker.add_job(…)')` may ask for; it must be idempotent, for a crash repeats it. */
export const task = (name: string, work: (payload: Record<string, unknown>) => Promise<void>): void => void tasks.set(name, work);
/** Runs a task by the clock. Cron here is in UTC: 02:00 in Shanghai is `0 18 * * *`. */
export function everyUtc(pattern: string, name: string, work: () => Promise<void>): void {
  task(name, work);
  if (!crons.some((cron) => cron.task === name)) crons.push({ pattern, task: name });
}

/** The job queue lives in the same database: a job is stored with the change that asks for it, and survives restarts. */
@Injectable()
export class Jobs {
  private runner: Runner | null = null;
  private sweep: NodeJS.Timeout | undefined;

  constructor(private readonly db: Db) {}

  async start(databaseUrl: string): Promise<void> {
    const list: Record<string, Task> = { hear: (payload, helpers) => context.run(emptyContext(`job-${helpers.job.id}`), () => this.hear(payload as { eventId: string; hearer: string })) };
    for (const [name, work] of tasks) list[name] = (payload, helpers) => context.run(emptyContext(`job-${helpers.job.id}`), () => work(payload as Record<string, unknown>));
    this.runner = await run({
      connectionString: databaseUrl, concurrency: 2, maxPoolSize: 4, noHandleSignals: true, pollInterval: 2000, taskList: list,
      crontab: crons.map((cron) => `${cron.pattern} ${cron.task} ?fill=1d`).join('\n'),
      logger: new Logger(() => (level, message) => { if (level === 'error') log.error(message); else if (level === 'warning') log.warn(message); }),
    });
    await this.freeAbandoned();
    this.sweep = setInterval(() => void this.freeAbandoned().catch((error: unknown) => log.warn({ err: error }, 'could not free abandoned jobs')), 60_000).unref();
    this.runner.promise.catch((error: unknown) => log.error({ err: error }, 'job runner ended'));
  }

  /** A killed process leaves its jobs locked, for four hours by the library's own rule. Ours take seconds: after three minutes another worker takes them over. */
  async freeAbandoned(): Promise<void> {
    await this.db.asSystem('frees the jobs of workers that died', (tx) => tx.sql(`select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null and locked_at < now() - interval '3 minutes'))`));
  }

  /** Waits for running jobs, hands back the rest. */
  async stop(): Promise<void> { clearInterval(this.sweep); await this.runner?.stop().catch(() => undefined); this.runner = null; }

  private async hear({ eventId, hearer: key }: { eventId: string; hearer: string }): Promise<void> {
    const row = await this.db.asSystem('a hearer reads its event', (tx) => tx.one<{ id: string; name: EventName; body: Record<string, unknown>; actorId: string | null; at: Date }>('select id, name, body, actor_id as "actorId", at from event where id = $1', [eventId]));
    if (row) await hearer(row.name, key)?.({ ...row, body: row.body as never });
  }
}
