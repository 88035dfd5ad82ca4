/**
 * About 700 posts over the online sites and 400 lines on their message boards. Besides the written sheets there are notes after meetings, which
 * quote what was really said there, and members' own short pieces, in words no meeting has used, with answers below them.
 */
import { daysBefore, later, momentOf } from './calendar.js';
import { exchanges } from './board-texts.js';
import { typeset } from './discuss.js';
import { speak, type Thought } from './grammar.js';
import { placeWords } from './meetings.js';
import { membersByUnit } from './officers.js';
import { parkKey } from './organisations.js';
import { leisureSheets } from './posts/leisure.js';
import { newsSheets } from './posts/news.js';
import type { PostSheet } from './posts/sheet.js';
import { studySheets } from './posts/study.js';
import type { Prng } from './prng.js';
import { numeral, speakers } from './speakers.js';
import { themes } from './themes/all.js';
import type { ColumnKind, DemoMeeting, DemoMessage, DemoPopulation, DemoPost, DemoSite, DemoUnit, PersonIndex, PostBlock, UnitKey } from './types.js';

export const postCount = 700;
export const parkPosts = 26;
export const messageCount = 400;

const sheets: PostSheet[] = [...newsSheets, ...leisureSheets, ...studySheets];
// Tales of these themes belong to a meeting; those of the others' first item, and of a few both, stand on their own.
const formal = new Set(['yearplan', 'orglife', 'plenum', 'firstaid', 'heritage']);
const ownWords = new Set(['burnout', 'parents', 'craft', 'vow']);
const titlesOfTales = ['{记一件小事|随手记}：', '{今天想到的|路上想到的}：', '{说说我这儿|我们这儿的事}：', '{夜里写几句|午休写几句}：', '', ''];

function block(line: string): PostBlock {
  if (line.startsWith('# ')) return { type: 'heading', text: line.slice(2) };
  if (line.startsWith('> ')) return { type: 'quote', text: line.slice(2) };
  return { type: 'paragraph', text: line };
}

/** Lines to blocks; neighbouring `- ` lines become one list. */
function blocksOf(lines: readonly string[]): PostBlock[] {
  const blocks: PostBlock[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (!line.startsWith('- ')) blocks.push(block(line));
    else if (last?.type === 'list') last.items.push(line.slice(2));
    else blocks.push({ type: 'list', items: [line.slice(2)] });
  }
  return blocks;
}

const greetings = ['', '', '', '各位好，', '网管员在吗？', '打扰一下，', '问一句：', '晚上好，', '小事一件：'];
const thanks = ['', '', '', '谢谢！', '不急。', '麻烦了。', '先谢谢啦。', '有空再回就行。'];

interface Online { site: DemoSite; unit: DemoUnit; members: PersonIndex[]; team: PersonIndex[] }

function onlineSites(population: DemoPopulation): Online[] {
  const members = membersByUnit(population.units, population.people);
  const units = new Map(population.units.map((unit) => [unit.key, unit]));
  return population.sites.filter((site) => site.state === 'online').flatMap((site) => {
    const unit = units.get(site.unit);
    const team = population.officers.filter((one) => one.unit === site.unit && ['networkAdmin', 'secretary', 'reporter', 'moderator'].includes(one.role)).map((one) => one.person);
    return unit ? [{ site, unit, members: members.get(site.unit) ?? [], team }] : [];
  });
}

/** The posts, oldest first. `meetings` are needed for the notes after them. */
export function makePosts(population: DemoPopulation, meetings: readonly DemoMeeting[], chance: Prng): DemoPost[] {
  const online = onlineSites(population);
  const taken = new Set<string>();
  const posts: DemoPost[] = [];
  const tales = chance.shuffle(themes.filter((theme) => !formal.has(theme.key)).flatMap((theme) => theme.agenda.slice(0, ownWords.has(theme.key) ? 2 : 1)).flatMap((item) => item.thoughts.filter((thought) => thought.kind === 'tale')));
  const talkers = speakers(population.people, population.today);
  let nextTale = 0;

  const nightOrNoon = (days: number) => momentOf(daysBefore(population.today, days), chance.pick([8.2, 12.3, 12.7, 18.5, 20.5, 21.3, 22.1]) * 3600 + chance.int(0, 2400));
  const visibility = () => { const roll = chance.next(); return roll < 0.55 ? 'branch' as const : roll < 0.7 ? 'community' as const : roll < 0.85 ? 'members' as const : 'public' as const; };
  const columnOf = (site: DemoSite, kind: ColumnKind, name: string | undefined) => site.columns.find((column) => column.kind === kind && (name === undefined || column.name === name)) ?? site.columns.find((column) => column.kind === kind);

  const bySite = new Map<UnitKey, DemoMeeting[]>();
  for (const meeting of meetings) bySite.set(meeting.unit, [...(bySite.get(meeting.unit) ?? []), meeting]);
  for (const here of online) for (const meeting of bySite.get(here.site.unit) ?? []) posts.push(noteAfter(here, meeting));
  // On the desk of the park's community lie two silent sites, whatever the day: one long enough to be proposed for mending, one to be warned.
  const home = `${parkKey.split('-')[0] ?? ''}-`;
  const oldest = online.filter((here) => here.site.unit.startsWith(home) && here.site.unit !== parkKey && !bySite.has(here.site.unit)).sort((a, b) => (a.site.onlineSince ?? '').localeCompare(b.site.onlineSince ?? ''));
  const daysAgo = (here: Online) => (here === oldest[0] ? chance.int(250, 330) : here === oldest[1] ? chance.int(65, 100) : chance.int(1, 330));
  const rest = (here: Online) => (here.site.unit === parkKey ? parkPosts : 0) - posts.filter((post) => post.unit === here.site.unit).length;
  for (const here of online) for (let i = rest(here); i > 0; i -= 1) posts.push(anything(here));
  for (let i = 0; posts.length < postCount; i += 1) posts.push(anything(online[i % online.length] as Online));
  return posts.sort((a, b) => a.publishedAt.localeCompare(b.publishedAt));

  /** A note after a meeting: what came out and two or three lines of members, quoted with their consent. */
  function noteAfter(here: Online, meeting: DemoMeeting): DemoPost {
    const spoken = meeting.statements.filter((line) => line.person !== meeting.chair && line.text.length > 45 && line.text.length < 150 && !line.text.includes('@'));
    const quoted = chance.shuffle(spoken).slice(0, chance.int(2, 3));
    const at = momentOf(later(meeting.endsAt, 8 * 3600).slice(0, 10), 86_400 * chance.int(1, 2) + chance.pick([8.5, 12.4, 19.2, 20.8]) * 3600 + chance.int(0, 1800));
    return {
      unit: here.site.unit, column: 'news', columnName: columnOf(here.site, 'news', undefined)?.name ?? '支部动态', author: chance.pick(here.team.length > 0 ? here.team : here.members),
      title: `${chance.pick(['会后小记', '会上听来的', '那晚说了什么', '会后摘几句'])}：${meeting.theme}`,
      blocks: blocksOf([`${meeting.attendances.length} 位同志在网上聊了“${meeting.theme}”，说了 ${meeting.statements.length} 句。没来的同志先看这里，完整的在会议记录里。`,
        ...quoted.map((line) => `> ${line.text}`), '# 定下来的', ...meeting.outcomes.map((outcome) => `- ${outcome}`), '引用的几句都问过本人。']),
      publishedAt: at, visibility: chance.chance(0.7) ? 'branch' : 'community', comments: [],
    };
  }

  function anything(here: Online): DemoPost {
    return chance.chance(0.42) ? piece(here) : sheet(here);
  }

  /** One of the written sheets, in a column the site has, under a title the district has not seen. */
  function sheet(here: Online): DemoPost {
    const fitting = sheets.filter((one) => {
      const column = columnOf(here.site, one.kind, one.column);
      return column !== undefined && (one.column === undefined || one.column === column.name);
    });
    for (let tries = 0; tries < 60; tries += 1) {
      const one = chance.pick(fitting);
      const slots = placeWords(here.unit, chance);
      // Spoken in one breath, so that what belongs together in title and text (`{=…}`) goes together.
      const [title = '', ...lines] = speak([chance.pick(one.titles), ...one.lines].join('\n'), slots, chance).split('\n').map(typeset);
      const key = lines.join();
      if (taken.has(key) || (tries < 40 && taken.has(title))) continue;
      taken.add(key);
      taken.add(title);
      const column = columnOf(here.site, one.kind, one.column);
      const byTeam = one.kind === 'news' || one.kind === 'openness';
      return {
        unit: here.site.unit, column: one.kind, columnName: column?.name ?? '支部动态', author: chance.pick(byTeam && here.team.length > 0 ? here.team : here.members), title,
        blocks: blocksOf(lines), publishedAt: nightOrNoon(daysAgo(here)), visibility: one.kind === 'openness' ? 'branch' : visibility(), comments: [],
      };
    }
    return piece(here);
  }

  /** A member's own piece: a tale nobody told in these words, and below it what others answer. */
  function piece(here: Online): DemoPost {
    const essays = here.site.columns.find((one) => one.name === '感想随笔');
    const column = essays && chance.chance(0.6) ? essays : columnOf(here.site, 'discussion', undefined);
    const able = (claims: readonly string[]) => here.members.filter((person) => talkers.may(person, claims, here.unit.industry));
    let thought = tales[nextTale++ % tales.length] as Thought;
    while (able(thought.claims).length === 0) thought = tales[nextTale++ % tales.length] as Thought;
    const author = chance.pick(able(thought.claims));
    talkers.bind(author, thought.claims);
    const one = population.people[author];
    const year = Number(population.today.slice(0, 4));
    const slots = { ...placeWords(here.unit, chance), age: numeral(year - (one?.birthYear ?? year)), years: numeral(Math.max(1, year - Number(one?.joinedPartyOn.slice(0, 4)))) };
    const text = typeset(speak(thought.text, slots, chance));
    const more = thought.more.map((line) => typeset(speak(line, slots, chance)));
    const publishedAt = nightOrNoon(daysAgo(here));
    const first = /^[^，。：；！？“”]{5,18}(?=[，。：；！？])/.exec(text)?.[0] ?? `${here.unit.place}的一天`;
    return {
      unit: here.site.unit, column: column?.kind ?? 'discussion', columnName: column?.name ?? '谈谈新想法', author, title: speak(chance.pick(titlesOfTales), slots, chance) + first,
      blocks: blocksOf([text, ...more]), publishedAt, visibility: visibility(),
      comments: thought.replies.filter((reply) => !reply.claims.includes('chair') && able(reply.claims).length > 1).map((reply, index) => ({
        person: chance.pick(able(reply.claims).filter((person) => person !== author)), at: later(publishedAt, (index + 1) * chance.int(900, 20_000)), text: typeset(speak(reply.text, slots, chance)),
      })),
    };
  }
}

/** Lines on the message boards with the team's answers: most within hours, a dozen of the last days still waiting. */
export function makeMessages(population: DemoPopulation, chance: Prng): DemoMessage[] {
  const online = onlineSites(population).filter((here) => here.members.length > 4);
  const taken = new Set<string>();
  const messages: DemoMessage[] = [];
  while (messages.length < messageCount) {
    const waiting = messages.length >= messageCount - 12;
    const here = messages.length < 24 ? (online.find((one) => one.site.unit === parkKey) ?? chance.pick(online)) : chance.pick(online);
    const exchange = chance.pick(exchanges);
    const slots = placeWords(here.unit, chance);
    const [asked = '', answered = ''] = speak(`${exchange.asks}\n${exchange.answers}`, slots, chance).split('\n').map(typeset);
    if (taken.has(asked)) continue;
    taken.add(asked);
    const text = chance.pick(greetings) + asked + chance.pick(thanks);
    const at = momentOf(daysBefore(population.today, waiting ? 1 : chance.int(2, 350)), chance.pick([8.4, 12.2, 13.5, 17.5, 19.8, 21.2, 22.6]) * 3600 + chance.int(0, 1500));
    const team = here.team.length > 0 ? here.team : here.members.slice(0, 1);
    const person = chance.pick(here.members.filter((one) => !team.includes(one)));
    messages.push({ unit: here.site.unit, person, at, text, answer: waiting ? null : { person: chance.pick(team), at: later(at, chance.chance(0.8) ? chance.int(400, 18_000) : chance.int(18_000, 70_000)), text: answered } });
  }
  return messages.sort((a, b) => a.at.localeCompare(b.at));
}
