import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Db } from './db.js';
import { Live } from './live.js';

/** For load balancers and `npm start`: alive, and able to work. */
@Controller('health')
export class HealthController {
  constructor(private readonly db: Db, private readonly live: Live) {}

  /** The process answers. */
  @Get('live') @HttpCode(200) alive(): { ok: true } { return { ok: true }; }

  /** The database answers too; a lost bus is «degraded» and stays 200, for nothing depends on it. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ok: boolean; database: boolean; bus: 'ok' | 'degraded' }> {
    const database = await this.db.source.query('select 1').then(() => true, () => false);
    if (!database) void reply.status(503).header('retry-after', '2');
    return { ok: database, database, bus: this.live.degraded ? 'degraded' : 'ok' };
  }
}
