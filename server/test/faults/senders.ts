import { randomUUID } from 'node:crypto';
import type { Dice } from './dice.js';
import type { Place } from './world.js';
import { pause } from './world.js';
import type { Wire } from './wire.js';

/** A line that was acknowledged: what the sender may rely on. */
export interface Acked { roomId: string; seq: number; clientId: string; text: string; at: number; tookMs: number; resent: number; replayed: boolean }
export interface Refused { code: string; at: number; roomId: string }

const words = ['把上周的走访记录整理好了', '这个月的学习资料已经放到栏目里', '楼里新来了两家企业，我去认个门', '周四晚上的读书会我来带第三章', '电梯坏了三天，物业说明天修好', '帮小李改了简历，他下周面试', '谁家有闲置的婴儿车，楼下邻居急用', '线上讨论比写心得自在多了', '请把法律咨询的时间挪到周末', '去年的活动照片我都扫描好了'];

/** Someone who says line after line and sends again what was not answered, alternately to both servers: the outbox of a client. */
export class Sender {
  readonly acked: Acked[] = [];
  readonly refused: Refused[] = [];
  private going = true;
  private serial = 0;

  constructor(readonly name: string, private readonly personId: string, private readonly wire: Wire, private readonly bases: () => string[], private readonly places: Place[], private readonly dice: Dice) {}

  /** Sends until told to stop; the last line is still brought home. */
  async run(gapMs = 0): Promise<void> {
    while (this.going) {
      await this.say(this.dice.pick(this.places));
      if (gapMs > 0) await pause(gapMs);
    }
  }

  stop(): void { this.going = false; }

  /** One line, sent until it is answered by yes or no. */
  async say(place: Place): Promise<void> {
    this.serial += 1;
    const clientId = randomUUID();
    const text = `${this.name}：${this.dice.pick(words)}（第 ${this.serial} 条 ${clientId.slice(0, 8)}）`;
    const from = Date.now();
    for (let attempt = 0; ; attempt += 1) {
      const bases = this.bases();
      const base = bases[(attempt + this.serial) % bases.length] ?? '';
      const answer = await this.wire.call(base, 'POST', `/units/${place.unitId}/rooms/${place.roomId}/lines`, { clientId, text }).catch(() => null);
      if (answer?.status === 200) {
        const { entry, replayed } = answer.body as { entry: { seq: number; clientId: string; by: { id: string }; body: { text: string } }; replayed: boolean };
        if (entry.clientId !== clientId || entry.body.text !== text || entry.by.id !== this.personId) throw new Error(`acknowledged another line: ${JSON.stringify(entry)}`);
        this.acked.push({ roomId: place.roomId, seq: entry.seq, clientId, text, at: Date.now(), tookMs: Date.now() - from, resent: attempt, replayed });
        return;
      }
      if (answer && answer.status < 500) { this.refused.push({ code: (answer.body.error as { code: string }).code, at: Date.now(), roomId: place.roomId }); return; }
      if (Date.now() - from > 60_000) throw new Error(`${this.name}: no answer for 60 s`);
      await pause(this.dice.between(40, 160));
    }
  }
}
