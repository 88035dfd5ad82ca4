import { Injectable } from '@nestjs/common';
import { ruleName } from '@branch/shared/moderation/rules';
import type { EventName } from '@branch/shared/events';
import { paths } from '@branch/shared/paths';
import { contentKindNames } from '@branch/shared/posts/routes';
import type { ContentKind } from '@branch/shared/posts/routes';
import { Db, hears } from '../kit/db.js';
import type { Heard, Tx } from '../kit/db.js';
import { holders } from './notices.hears.js';
import { excerpt, tell, toAll } from './tell.js';
import type { Told } from './tell.js';

interface CaseRow { authorId: string; kind: ContentKind; was: string; why: string; rule: number | null; reason: string | null; unitName: string; reporters: string[] }
type OfCase = Extract<EventName, 'content.decided' | 'content.reported' | `appeal.${string}`>;
const deciding = ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff'];

/** Nobody is moderated in silence (G15): the author hears what and why and where to appeal, whoever reported hears that it was looked at, a desk hears what waits. */
@Injectable()
export class ModerationNotices {
  constructor(private readonly db: Db) {
    this.on('content.decided', (found, { body }) => {
      const what = contentKindNames[found.kind];
      const mine = paths.myModeration();
      const author: Told[] = body.outcome === 'stopped'
        ? [{ personId: found.authorId, title: found.was === 'pending' ? `您的${what}没有公开，退给您修改` : `您的${what}被收起`, text: `${found.rule === null ? '理由' : `依据第 ${found.rule} 条“${ruleName(found.rule)}”`}：${excerpt(found.reason ?? '', 100)} 原文还在，可以改好再发，也可以申诉。`, path: mine }]
        : body.outcome === 'restored' ? [{ personId: found.authorId, title: `您的${what}已恢复`, text: '在原来的位置，时间不变。', path: mine }]
          : found.was === 'pending' ? [{ personId: found.authorId, title: `您的${what}已公开`, text: `${found.unitName}的同志看过了。`, path: null }] : [];
      const reporters = body.outcome === 'restored' ? [] : toAll(found.reporters, { title: `您举报的${what}处理了`, text: body.outcome === 'stopped' ? '已经收起，谢谢您提醒。' : '看过了，没有发现问题，照常公开。', path: null });
      return [...author, ...reporters];
    });
    this.on('content.reported', async (found, { body }, tx) => toAll((await holders(tx, body.deskId, deciding)).filter((id) => id !== found.authorId), { title: `${found.unitName}有一条${contentKindNames[found.kind]}被举报`, text: '请看一看。', path: paths.queue(body.deskId, 'reports') }));
    this.on('appeal.made', async (found, { body }, tx) => toAll((await holders(tx, body.deskId, deciding)).filter((id) => id !== found.authorId), { title: `${found.unitName}有一份申诉等答复`, text: '三个工作日内由另一位同志答复。', path: paths.queue(body.deskId, 'appeals') }));
    this.on('appeal.decided', (found, { body }) => [{ personId: found.authorId, title: body.overturned ? '您的申诉成立，内容已恢复' : '您的申诉有答复了', text: body.overturned ? '在原来的位置，时间不变。' : '维持原来的决定，理由在里面。', path: paths.myModeration() }]);
    this.on('appeal.escalated', async (found, { body }, tx) => [
      ...toAll(await holders(tx, body.deskId, deciding), { title: `${found.unitName}有一份申诉超期，转到这里`, text: '请尽快答复。', path: paths.queue(body.deskId, 'appeals') }),
      { personId: found.authorId, title: '您的申诉超期未答，已转上级', text: '由上级答复，结果会通知您。', path: paths.myModeration() },
    ]);
  }

  private on<N extends OfCase>(name: N, words: (found: CaseRow, event: Heard<N>, tx: Tx) => Told[] | Promise<Told[]>): void {
    hears(name, 'notices', (event) => this.db.asSystem('notices reach people of every unit', async (tx) => {
      const found = await tx.one<CaseRow>('select c.author_id as "authorId", c.kind, c.was, c.why, c.rule, c.reason, u.name as "unitName", coalesce((select array_agg(r.reporter_id) from report r where r.case_id = c.id), \'{}\') as reporters from review_case c join unit u on u.id = c.unit_id where c.id = $1', [event.body.caseId]);
      if (found) await tell(tx, event, await words(found, event, tx));
    }));
  }
}
