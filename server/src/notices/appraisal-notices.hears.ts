import { Injectable } from '@nestjs/common';
import { appraisalStageNames } from '@branch/shared/appraisals/words';
import type { AppraisalStage } from '@branch/shared/appraisals/words';
import type { EventName, Events } from '@branch/shared/events';
import { isNight } from '@branch/shared/meetings/calling-rules';
import { paths } from '@branch/shared/paths';
import { Db, hears } from '../kit/db.js';
import type { Heard, Tx } from '../kit/db.js';
import { tell, toAll } from './tell.js';
import type { Told } from './tell.js';

const asked: Partial<Record<AppraisalStage, string>> = {
  selfReview: '请写个人自评。', peerReview: '请给同志写几句互评。', rating: '请投无记名测评票。',
};

/** Notices of the yearly appraisal: what begins, for whom, and that one's result can be read. Never a word, a grade or a figure: notices outlive the texts. */
@Injectable()
export class AppraisalNotices {
  constructor(private readonly db: Db) {
    this.on('appraisal.opened', async (event, tx) => toAll((await takingPart(tx, event.body.appraisalId)).here, { title: `${await yearOf(tx, event.body.appraisalId)} 年民主评议开始了`, text: '先写个人自评，只有您自己和支委会看得到。到什么时候删除，页面上写着。', path: pathOf(event.body) }));
    this.on('appraisal.moved', async (event, tx) => {
      const { appraisalId, stage } = event.body;
      if (stage === 'peerReview') return toAll((await takingPart(tx, appraisalId)).here, { title: '民主评议到了党员互评', text: '给同志写几句，优点说准，缺点直说；别人写给您的，也可以看了。', path: pathOf(event.body) });
      if (stage === 'rating') {
        const online = await tx.one('select 1 as x from appraisal where id = $1 and mode = \'online\'', [appraisalId]);
        return toAll(await electorsOf(tx, appraisalId), { title: '民主评议到了民主测评', text: online ? '无记名，每人一票，投了不能改。' : '这次用纸质票，请留意支部的安排。', path: pathOf(event.body) });
      }
      if (stage !== 'closed') return [];
      const { here, left } = await takingPart(tx, appraisalId);
      const result = { title: '您的民主评议结果可以看了', text: '只有您自己和支委会看得到。' };
      return [...toAll(here, { ...result, path: pathOf(event.body) }), ...toAll(left, { ...result, path: paths.leftAppraisals(appraisalId) })];
    });
    this.on('appraisal.leftOut', (event) => Promise.resolve(toAll([event.body.personId], { title: event.body.out ? '这次民主评议没有列入您' : '这次民主评议已列入您', text: event.body.out ? '原因写在民主评议页里，只有您和支委会看得到。有疑问请找书记。' : '请看看现在到了哪一步。', path: pathOf(event.body) })));
    this.on('appraisal.onPaper', async (event, tx) => toAll(await electorsOf(tx, event.body.appraisalId), { title: '民主测评改用纸质票', text: '网上投的票没有统计，已经全部删除。原因写在民主评议页里。', path: pathOf(event.body) }));
    this.on('appraisal.reminded', async (event, tx) => {
      // Moved on before this was heard, it reminds nobody.
      const still = await tx.one('select 1 as x from appraisal where id = $1 and stage = $2', [event.body.appraisalId, event.body.stage]);
      const stage = event.body.stage as AppraisalStage;
      return still ? toAll(event.body.personIds, { title: `提醒：民主评议的${appraisalStageNames[stage]}还等着您`, text: asked[stage] ?? '', path: pathOf(event.body) }) : [];
    });
  }

  private on<N extends EventName>(name: N, words: (event: Heard<N>, tx: Tx) => Promise<Told[]>): void {
    hears(name, 'notices', (event) => this.db.asSystem('notices reach people of every unit', async (tx) => tell(tx, event, await words(event, tx), { silently: isNight(event.at) })));
  }
}

const pathOf = (body: Events['appraisal.opened']): string => paths.appraisal(body.unitId, body.appraisalId);
/** Whether the person of a row is still of the round's unit: who has moved away is asked nothing more there. */
const inside = (row: string) => `exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = ${row}.person_id and u.path @> array[${row}.unit_id] and m.starts_on <= shanghai_day(app_now()) and (m.ends_on is null or m.ends_on > shanghai_day(app_now())))`;
async function takingPart(tx: Tx, appraisalId: string): Promise<{ here: string[]; left: string[] }> {
  const people = await tx.sql<{ id: string; here: boolean }>(`select a.person_id as id, ${inside('a')} as here from appraised a where a.appraisal_id = $1 and a.included`, [appraisalId]);
  const those = (here: boolean) => people.filter((one) => one.here === here).map((one) => one.id);
  return { here: those(true), left: those(false) };
}
const electorsOf = async (tx: Tx, appraisalId: string): Promise<string[]> => (await tx.sql<{ id: string }>(`select e.person_id as id from appraisal_elector e where e.appraisal_id = $1 and ${inside('e')}`, [appraisalId])).map((one) => one.id);
const yearOf = async (tx: Tx, appraisalId: string): Promise<number> => (await tx.found<{ year: number }>('select year::int as year from appraisal where id = $1', [appraisalId])).year;
