import { Injectable } from '@nestjs/common';
import { lastDayOf, periodOf } from '@branch/shared/meetings/ledger-rules';
import { meetingKindNames } from '@branch/shared/meetings/words';
import type { MeetingKind } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import { isQuiet } from '@branch/shared/posts/first-response';
import { Db, hears } from '../kit/db.js';
import { holders } from './notices.hears.js';
import { tell, toAll } from './tell.js';

const nameOf = (kind: string): string => meetingKindNames[kind as MeetingKind];
const dayWords = (day: string): string => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;

/** The secretary hears which periods of the ledger lapse soon (MEET-11): one notice for all of them, lying there in the morning. */
@Injectable()
export class LedgerNotices {
  constructor(db: Db) {
    hears('ledger.due', 'notices', (event) => db.asSystem('notices reach people of every unit', async (tx) => {
      const { unitId, periods } = event.body;
      const heads = await holders(tx, unitId, ['secretary']);
      const people = heads.length > 0 ? heads : await holders(tx, unitId, ['deputySecretary']);
      const text = periods.map((one) => { const period = periodOf(one.period); return `${nameOf(one.kind)}（${period.name}，${dayWords(lastDayOf(period))}前）`; }).join('、');
      await tell(tx, event, toAll(people, { title: `快到期还没有开：${[...new Set(periods.map((one) => nameOf(one.kind)))].join('、')}`, text: `${text}。已经在线下开过的，请补录；台账全体党员都看得到。`, path: paths.ledger(unitId) }), { silently: isQuiet(event.at) });
    }));
  }
}
