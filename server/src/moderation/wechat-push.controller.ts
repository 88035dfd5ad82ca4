import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { Refusal } from '@branch/shared/refusals';
import type { FastifyReply } from 'fastify';
import { sameText } from '../kit/crypto.js';
import { Settings } from '../kit/kit.module.js';
import { Checking } from './checking.js';
import { CheckDown, verdictOf } from './content-check.js';

type Asked = Record<string, unknown>;

/**
 * Where WeChat's message push reaches us (消息推送, JSON, plain): the verdicts of mediaCheckAsync. Beside the API, for its address and signature are
 * WeChat's; who cannot sign with the agreed token finds nothing here.
 */
@Controller('wechat')
export class WeChatPushController {
  constructor(private readonly checking: Checking, private readonly settings: Settings) {}

  /** WeChat asks once whether this address is ours. */
  @Get('push')
  hello(@Query() query: Asked, @Res({ passthrough: true }) reply: FastifyReply): string {
    this.refuseForeign(query);
    void reply.header('content-type', 'text/plain; charset=utf-8').header('x-content-type-options', 'nosniff');
    return typeof query.echostr === 'string' && /^\w{1,64}$/.test(query.echostr) ? query.echostr : '';
  }

  /** Answered with `success` whatever it was, or WeChat sends it again. */
  @Post('push') @HttpCode(200)
  async told(@Query() query: Asked, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    this.refuseForeign(query);
    const said = (body ?? {}) as { Event?: unknown; trace_id?: unknown; result?: { suggest?: string; label?: number } };
    if (said.Event === 'wxa_media_check' && typeof said.trace_id === 'string' && said.trace_id.length <= 200) {
      try { await this.checking.heard(said.trace_id, verdictOf({ result: said.result ?? {} })); } catch (error) { if (!(error instanceof CheckDown)) throw error; }
    }
    void reply.header('content-type', 'text/plain; charset=utf-8');
    return 'success';
  }

  private refuseForeign({ signature, timestamp, nonce }: Asked): void {
    const token = this.settings.config.wechatPushToken;
    if (token === null || typeof signature !== 'string' || typeof timestamp !== 'string' || typeof nonce !== 'string') throw new Refusal('not-found');
    const ours = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
    if (!sameText(ours, signature)) throw new Refusal('not-found');
  }
}
