import { Injectable } from '@nestjs/common';
import type { EventName } from '@branch/shared/events';
import { paths } from '@branch/shared/paths';
import { Db, hears } from '../kit/db.js';
import type { Heard, Tx } from '../kit/db.js';
import { holders } from './notices.hears.js';
import { excerpt, tell, toAll } from './tell.js';
import type { Told } from './tell.js';

interface SiteRow { unitId: string; name: string; unitName: string; path: string[]; mentorId: string | null }
interface MoveRow { act: string; reason: string; nextStep: string | null; mentorId: string | null }
type OfSite = Extract<EventName, `site.${string}`>;
/** A community's or district's own site is run by its staff. */
const siteTeam = ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff'];

const titles: Record<string, (name: string) => string> = {
  approve: (name) => `“${name}”核准上线了`, return: (name) => `“${name}”的申请退回补正`, hold: (name) => `“${name}”先在后台培育`, warn: (name) => `“${name}”收到更新预警`, clear: (name) => `“${name}”的预警解除了`, rectify: (name) => `“${name}”转入后台整治`,
  honour: (name) => `“${name}”被评为精品网站`, unhonour: (name) => `“${name}”不再是精品网站`, archive: (name) => `“${name}”已归档`, reopen: (name) => `“${name}”重新启用`,
};

/** What people concerned hear of a site: its branch every decision with the reviewer's words, its reviewers what waits (SITE-1…3). */
@Injectable()
export class SiteNotices {
  constructor(private readonly db: Db) {
    this.on('site.submitted', async (site, _event, tx) => toAll(await reviewers(tx, site), { title: `${site.unitName}申请网站上线`, text: '十个工作日内给出答复，清单和支部的自查都在里面。', path: paths.reviewSite(site.unitId) }));
    this.on('site.decided', async (site, { body }, tx) => {
      const move = await tx.one<MoveRow>('select act, reason, next_step as "nextStep", mentor_id as "mentorId" from site_move where id = $1', [body.moveId]);
      const title = titles[body.act]?.(site.name);
      if (!move || !title) return [];
      const words = { title, text: [move.reason ? excerpt(move.reason, 100) : '', move.nextStep ? `下一步：${excerpt(move.nextStep, 100)}` : ''].filter(Boolean).join(' '), path: paths.siteStanding(site.unitId) };
      return [...toAll(await holders(tx, site.unitId, siteTeam), words), ...(move.mentorId ? [{ personId: move.mentorId, title: `请您做“${site.name}”的网站导师`, text: words.text, path: words.path }] : [])];
    });
    this.on('site.warned', async (site, { body }, tx) => toAll(await holders(tx, site.unitId, siteTeam), { title: `“${site.name}”有 ${body.days} 天没有新内容`, text: '写一篇支部动态，预警就自动解除。内容和成员都不受影响。', path: paths.siteStanding(site.unitId) }));
    this.on('site.proposed', async (site, { body }, tx) => [
      ...toAll(await reviewers(tx, site), { title: `“${site.name}”已有 ${body.days} 天没有新内容`, text: '系统建议整治，请看一看再定。', path: paths.reviewSite(site.unitId) }),
      ...toAll(await holders(tx, site.unitId, siteTeam), { title: `“${site.name}”被建议整治`, text: `已有 ${body.days} 天没有新内容，由上级确认。现在写一篇，建议就自动取消。`, path: paths.siteStanding(site.unitId) }),
    ]);
    this.on('site.overdue', async (site, _event, tx) => toAll([...await reviewers(tx, site), ...await holders(tx, site.path[0] ?? '', ['districtStaff'])], { title: `${site.unitName}的网站申请超过了答复期限`, text: '支部还在等，请尽快给出答复。', path: paths.reviewSite(site.unitId) }));
    this.on('site.taskSet', async (site, { body }, tx) => {
      const task = await tx.one<{ text: string; dueOn: string }>('select text, due_on::text as "dueOn" from site_task where id = $1 and dropped_at is null', [body.taskId]);
      return task ? toAll(await holders(tx, site.unitId, siteTeam), { title: `“${site.name}”多了一项任务`, text: `${excerpt(task.text)}，${task.dueOn} 前完成。`, path: paths.siteStanding(site.unitId) }) : [];
    });
  }

  private on<N extends OfSite>(name: N, words: (site: SiteRow, event: Heard<N>, tx: Tx) => Promise<Told[]>): void {
    hears(name, 'notices', (event) => this.db.asSystem('notices reach people of every unit', async (tx) => {
      const site = await tx.one<SiteRow>('select s.unit_id as "unitId", s.name, u.name as "unitName", u.path, s.mentor_id as "mentorId" from site s join unit u on u.id = s.unit_id where s.unit_id = $1', [event.body.unitId]);
      if (!site) return;
      const told = await words(site, event, tx);
      // Who decided knows it already; one notice per person and event.
      await tell(tx, event, told.filter((one, i) => one.personId !== event.actorId && told.findIndex((other) => other.personId === one.personId) === i));
    }));
  }
}

/** Those who decide about the site: staff of the community above it; of the district for a community's own, or where a community has nobody. */
async function reviewers(tx: Tx, site: SiteRow): Promise<string[]> {
  const above = site.path.slice(0, -1);
  const near = above[1] ? await holders(tx, above[1], ['communityStaff']) : [];
  return near.length > 0 ? near : holders(tx, site.path[0] ?? '', ['districtStaff']);
}
