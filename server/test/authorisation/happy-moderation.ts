// Who calls the routes of moderation and with what, so that it succeeds: each recipe makes a case of its own.
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { newId } from '../../src/kit/ids.js';
import { why } from '../moderation.js';
import { uuid } from '../world.js';
import type { Happy } from './calling.js';
import type { Life } from './life.js';

let serial = 0;
const at = (life: Life) => ({ unitId: life.unit.id });
const published = (life: Life) => life.world.ok(life.people.second, postRoutes.write, { ...at(life), clientId: uuid(), columnId: life.parts.columnId, title: `平常的一篇${++serial}`, text: `没有什么特别的${serial}`, visibility: 'branch' });

/** A post that a listed word holds, and its case at the branch's desk. */
async function held(life: Life): Promise<string> {
  await life.world.rows('insert into watch_word (id, unit_id, word, plain, note, added_by, added_at) values ($1, $2, \'要看一看\', \'要看一看\', \'\', $3, now()) on conflict do nothing', [newId(), life.unit.id, life.people.secretary.id]);
  const post = await life.world.ok(life.people.member, postRoutes.write, { ...at(life), clientId: uuid(), columnId: life.parts.columnId, title: `请看${++serial}`, text: `要看一看的话${serial}`, visibility: 'branch' });
  return (await life.world.rows<{ id: string }>('select id from review_case where target_id = $1', [post.id]))[0]?.id ?? '';
}
async function stopped(life: Life): Promise<string> {
  const caseId = await held(life);
  await life.world.ok(life.people.networkAdmin, moderationRoutes.decide, { ...at(life), caseId, act: 'stop', ...why });
  return caseId;
}
async function closed(life: Life): Promise<string> {
  const columnId = (await life.world.rows<{ id: string }>('select id from site_column where unit_id = $1 order by position desc limit 1', [life.unit.id]))[0]?.id ?? '';
  await life.world.rows('update closure set ended_at = now() where unit_id = $1', [life.unit.id]);
  return (await life.world.ok(life.people.secretary, moderationSettingRoutes.close, { ...at(life), clientId: uuid(), columnId, reason: '栏目整理，暂停一天写入。', until: new Date(Date.now() + 86_400_000).toISOString() })).id;
}
const moderated = async (life: Life) => {
  const person = await life.world.make.member(life.unit, 'mobile', `新版主${++serial}`);
  return { personId: person.id, columnId: life.parts.columnId };
};
const desk = (input: (life: Life) => Record<string, unknown> | Promise<Record<string, unknown>>) => async (life: Life): Promise<Happy> => ({ who: life.people.networkAdmin, input: { ...at(life), ...await input(life) } });

/** Words in every private field moderation has, in the branch whose words must come back nowhere else. */
export async function judgedIn(life: Life): Promise<void> {
  const { world, people, say } = life;
  const { columnId } = life.parts;
  await world.ok(people.secretary, moderationSettingRoutes.addWord, { ...at(life), clientId: uuid(), word: say('拦下的词'), note: say('词的说明') });
  const post = await world.ok(people.member, postRoutes.write, { ...at(life), clientId: uuid(), columnId, title: say('待审的标题'), text: `${say('待审的正文')}，${say('拦下的词')}。`, visibility: 'branch' });
  const caseId = (await world.rows<{ id: string }>('select id from review_case where target_id = $1', [post.id]))[0]?.id ?? '';
  await world.ok(people.networkAdmin, moderationRoutes.addNote, { ...at(life), caseId, clientId: uuid(), words: say('审核备注') });
  await world.ok(people.networkAdmin, moderationRoutes.decide, { ...at(life), caseId, act: 'stop', rule: 5, reason: `${say('不予公开的理由')}，请换个栏目`, suggestion: say('修改建议') });
  const appeal = await world.ok(people.member, moderationRoutes.appeal, { caseId, clientId: uuid(), words: say('申诉的话') });
  await world.ok(people.secretary, moderationRoutes.decideAppeal, { ...at(life), appealId: appeal.id, overturn: false, reason: `${say('申诉答复')}，维持原来的决定` });
  const said = await published(life);
  await world.ok(people.member, moderationRoutes.report, { ...at(life), clientId: uuid(), kind: 'post', targetId: said.id, reason: 'unfit', note: say('举报说明') });
  const closure = await world.ok(people.secretary, moderationSettingRoutes.close, { ...at(life), clientId: uuid(), columnId, reason: `${say('只读的原因')}，稍后恢复写入`, until: new Date(Date.now() + 86_400_000).toISOString() });
  await world.ok(people.secretary, moderationSettingRoutes.reopen, { ...at(life), closureId: closure.id });
}

export const happyModeration: Record<string, (life: Life) => Promise<Happy>> = {
  'moderation.queue': desk(() => ({ tab: 'review' })),
  'moderation.one': desk(async (life) => ({ caseId: await held(life) })),
  'moderation.decide': desk(async (life) => ({ caseId: await held(life), act: 'pass' })),
  'moderation.decideMany': desk(async (life) => ({ caseIds: [await held(life)], act: 'pass' })),
  'moderation.hide': desk(async (life) => ({ kind: 'post', targetId: (await published(life)).id, ...why })),
  'moderation.undo': desk(async (life) => ({ caseIds: [await stopped(life)] })),
  'moderation.restore': desk(async (life) => ({ caseId: await stopped(life), reason: '看错了，内容没有问题。' })),
  'moderation.assign': desk(async (life) => ({ caseId: await held(life), mine: true })),
  'moderation.addNote': desk(async (life) => ({ caseId: await held(life), clientId: uuid(), words: '问过作者了。' })),
  'moderation.decideAppeal': async (life) => {
    const caseId = await stopped(life);
    const appeal = await life.world.ok(life.people.member, moderationRoutes.appeal, { caseId, clientId: uuid(), words: '我觉得没有问题。' });
    return { who: life.people.secretary, input: { ...at(life), appealId: appeal.id, overturn: true, reason: '重看以后，内容没有问题。' } };
  },
  'moderation.report': async (life) => ({ who: life.people.member, input: { ...at(life), clientId: uuid(), kind: 'post', targetId: (await published(life)).id, reason: 'unfit', note: '' } }),
  'moderation.mine': async (life) => ({ who: life.people.member, input: {} }),
  'moderation.appeal': async (life) => ({ who: life.people.member, input: { caseId: await stopped(life), clientId: uuid(), words: '请再看一看。' } }),
  'moderation.figures': async (life) => ({ who: life.people.member, input: at(life) }),
  'moderationSettings.words': desk(() => ({})),
  'moderationSettings.addWord': desk(() => ({ clientId: uuid(), word: `不合适的词${++serial}`, note: '' })),
  'moderationSettings.removeWord': desk(async (life) => ({ wordId: (await life.world.ok(life.people.networkAdmin, moderationSettingRoutes.addWord, { ...at(life), clientId: uuid(), word: `要去掉的词${++serial}`, note: '' })).id })),
  'moderationSettings.tryText': desk(() => ({ text: '试一段文字' })),
  'moderationSettings.settings': desk(() => ({})),
  'moderationSettings.setSettings': desk(() => ({ firstPosts: 0 })),
  'moderationSettings.closures': async (life) => ({ who: life.people.member, input: at(life) }),
  'moderationSettings.close': desk(async (life) => {
    const columnId = (await life.world.rows<{ id: string }>('select id from site_column where unit_id = $1 order by position desc limit 1', [life.unit.id]))[0]?.id;
    await life.world.rows('update closure set ended_at = now() where unit_id = $1', [life.unit.id]);
    return { clientId: uuid(), columnId, reason: '栏目整理，暂停一天写入。', until: new Date(Date.now() + 86_400_000).toISOString() };
  }),
  'moderationSettings.reopen': desk(async (life) => ({ closureId: await closed(life) })),
  'moderationSettings.moderators': async (life) => ({ who: life.people.member, input: at(life) }),
  'moderationSettings.appointModerator': async (life) => ({ who: life.people.secretary, input: { ...at(life), ...await moderated(life), basis: '支委会决定' } }),
  'moderationSettings.endModerator': async (life) => {
    const made = await life.world.ok(life.people.secretary, moderationSettingRoutes.appointModerator, { ...at(life), ...await moderated(life), basis: '支委会决定' });
    return { who: life.people.secretary, input: { ...at(life), roleId: made.roleId, reason: '轮换' } };
  },
};
