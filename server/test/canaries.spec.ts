// Nothing of another branch's private life can be read or changed (G11): Z2, what is foreign is answered like what does not exist; Z3, words planted in every field of a neighbour never come back.
import { io } from 'socket.io-client';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { newId } from '../src/kit/ids.js';
import type { MadePerson } from '../src/seed/factories.js';
import { send, sendTo, withoutRequestId } from './authorisation/calling.js';
import type { Happy, Seen } from './authorisation/calling.js';
import { happy } from './authorisation/happy.js';
import { appraisedIn } from './authorisation/happy-appraisals.js';
import { votedIn } from './authorisation/happy-ballots.js';
import { judgedIn } from './authorisation/happy-moderation.js';
import { liveIn } from './authorisation/life.js';
import type { Life } from './authorisation/life.js';
import { everyRoute } from './contract/every-route.js';
import type { NamedRoute } from './contract/every-route.js';
import { uuid, World } from './world.js';

/** Addresses of things inside a unit: another unit's are «not found», like those that never were. */
const inPath = (one: NamedRoute) => [...one.route.path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');
const scoped = everyRoute.filter((one) => inPath(one).includes('unitId'));
const recipeOf = (name: string) => { const recipe = happy[name]; if (!recipe) throw new Error(`no recipe for ${name}`); return recipe; };

/** Open to everyone signed in: the tree of units with its officers (ORG-1). */
const known = ['units.unit'];

describe('邻居的事', () => {
  let world: World;
  let mine: Life;
  let theirs: Life;
  let theirStaff: MadePerson;
  const canaries = new Map<string, string>();
  /** Words for each field that stand nowhere else; a phone field gets a number nobody else has. */
  const planted = (field: string): string => {
    const word = canaries.get(field) ?? (field === '手机号' ? '13177665544' : `金丝雀${newId()}${field}`);
    canaries.set(field, word);
    return word;
  };
  const signs = () => [...canaries.values()].map((word) => (/^\d+$/.test(word) ? word : word.slice(0, 14)));
  const found = (text: string) => signs().filter((sign) => text.includes(sign));

  beforeAll(async () => {
    world = await World.open();
    const district = await world.make.unit('district');
    const community = await world.make.unit('community', district);
    mine = await liveIn(world, await world.make.unit('branch', community), { community, district });
    theirs = await liveIn(world, await world.make.unit('branch', community), { community, district }, planted);
    theirStaff = await world.make.person();
    await world.make.appoint(theirStaff, 'communityStaff', community);
    await judgedIn(theirs);
    await votedIn(theirs);
    await appraisedIn(theirs);
    await world.heard();
  }, 120_000);
  afterAll(async () => { await world.close(); });

  describe('别人的与没有的，答复一字不差（Z2）', () => {
    it.each(scoped.filter(({ name }) => !known.includes(name)).map((one) => one.name))('%s：别的支部 = 不存在的支部', async (name) => {
      const there = await recipeOf(name)(theirs);
      for (const who of [mine.people.member, mine.people.secretary]) {
        if (name === 'units.createUnit') there.input.unitId = theirs.unit.id;
        const foreign = await send(world, name, { ...there, who });
        const nowhere = await send(world, name, { ...there, who, input: { ...there.input, unitId: newId() } });
        expect(foreign).toMatchObject({ status: 404, code: 'not-found' });
        expect(withoutRequestId(foreign)).toBe(withoutRequestId(nowhere));
        expect(found(foreign.text)).toEqual([]);
      }
      await there.after?.();
    });

    const inner = scoped.filter((one) => inPath(one).some((param) => param !== 'unitId' && param !== 'seq' && param !== 'version'));
    it.each(inner.map((one) => [one.name, one] as const))('%s：在自己的支部里报别人的编号 = 报不存在的编号', async (name, one) => {
      const here = await recipeOf(name)(mine);
      const there = await recipeOf(name)(theirs);
      for (const param of inPath(one).filter((key) => key !== 'unitId' && key !== 'seq' && key !== 'version')) {
        const foreign = await send(world, name, { ...here, input: { ...here.input, [param]: there.input[param] } });
        const nowhere = await send(world, name, { ...here, input: { ...here.input, [param]: newId() } });
        expect([param, foreign.status]).toEqual([param, 404]);
        expect(withoutRequestId(foreign)).toBe(withoutRequestId(nowhere));
        expect(found(foreign.text)).toEqual([]);
      }
      await there.after?.();
    });

    it.each(['mutualAid.booking', 'mutualAid.decide', 'mutualAid.cancel', 'session.revokeDevice', 'moderation.appeal', 'records.record'])('%s：别人的 = 没有的', async (name) => {
      const there = await recipeOf(name)(theirs);
      const param = inPath(everyRoute.find((one) => one.name === name) as NamedRoute)[0] ?? '';
      for (const who of [mine.people.member, mine.people.secretary, theirs.people.secretary, theirs.people.second]) {
        const foreign = await send(world, name, { ...there, who });
        expect(foreign.status).toBe(404);
        expect(withoutRequestId(foreign)).toBe(withoutRequestId(await send(world, name, { ...there, who, input: { ...there.input, [param]: newId() } })));
      }
    });

    /** Ids inside a body or a query that mean something of a unit. */
    const inside: [route: string, field: string, theirs: (life: Life) => unknown, nowhere: () => unknown][] = [
      ['posts.write', 'columnId', (life) => life.parts.columnId, newId],
      ['rooms.speak', 'pictures', (life) => [{ fileId: life.parts.pictureId, alt: '' }], () => [{ fileId: newId(), alt: '' }]],
      ['rooms.speak', 'files', (life) => [life.ids.documentId], () => [newId()]],
      ['meetings.call', 'files', (life) => [life.ids.documentId], () => [newId()]],
      ['meetings.call', 'after', (life) => life.ids.calledMeetingId, newId],
      ['rooms.moveAgenda', 'itemId', (life) => life.parts.agendaItemId, newId],
      ['rooms.mute', 'personId', (life) => life.people.member.id, newId],
      ['rooms.handOver', 'personId', (life) => life.people.member.id, newId],
      ['rooms.floor', 'personId', (life) => life.people.member.id, newId],
      ['meetings.exclude', 'personId', (life) => life.people.member.id, newId],
      ['meetings.call', 'observers', (life) => [life.people.member.id], () => [newId()]],
      ['offline.enter', 'observers', (life) => [life.people.member.id], () => [newId()]],
      ['offline.enter', 'leave', (life) => [{ personId: life.people.member.id, category: 'work' }], () => [{ personId: newId(), category: 'work' }]],
      ['moderation.report', 'targetId', (life) => life.ids.postId, newId],
      ['moderation.hide', 'targetId', (life) => life.ids.postId, newId],
      ['moderationSettings.close', 'columnId', (life) => life.parts.columnId, newId],
      ['moderationSettings.appointModerator', 'personId', (life) => life.people.second.id, newId],
      ['moderationSettings.appointModerator', 'columnId', (life) => life.parts.columnId, newId],
      ['joining.invite', 'membershipIds', (life) => [life.ids.membershipId], () => [newId()]],
      ['units.appoint', 'personId', (life) => life.people.member.id, newId],
      ['me.chooseUnit', 'unitId', (life) => life.unit.id, newId],
    ];
    it.each(inside)('%s 里的 %s：别人的 = 没有的', async (name, field, foreignOf, nowhereOf) => {
      const [one, two] = [await recipeOf(name)(mine), await recipeOf(name)(mine)];
      const foreign = await send(world, name, { ...one, input: { ...one.input, [field]: foreignOf(theirs) } });
      const nowhere = await send(world, name, { ...two, input: { ...two.input, [field]: nowhereOf() } });
      expect([foreign.status, foreign.code]).toEqual([nowhere.status, nowhere.code]);
      // Refused, or (a list of people to invite) left out in silence.
      expect(foreign.status < 400 ? foreign.text : '').not.toContain(theirs.people.member.id);
      expect(foreign.status >= 400 || name === 'meetings.call').toBe(true);
      expect(found(foreign.text)).toEqual([]);
    });

    it('在发言里点别人支部的人的名：不点到，也不说那是谁', async () => {
      const one = await recipeOf('rooms.speak')(mine);
      const said = await send(world, 'rooms.speak', { ...one, input: { ...one.input, mentions: [theirs.people.member.id] } });
      expect(said.text).not.toContain(theirs.people.member.id);
      expect(found(said.text)).toEqual([]);
    });
  });

  describe('种下的话不出支部（Z3）', () => {
    const reads = everyRoute.filter(({ route }) => route.method === 'GET');
    /** Every read as a person: at home, at the neighbour's, at home with the neighbour's ids, and searching for the planted words. */
    async function sweep(who: MadePerson | null): Promise<{ name: string; seen: Seen }[]> {
      const asked: { name: string; route: NamedRoute['route']; input: Record<string, unknown> }[] = [];
      for (const { name, route } of reads) {
        const here = (await recipeOf(name)(mine)).input;
        const there = (await recipeOf(name)(theirs)).input;
        asked.push({ name, route, input: here }, { name, route, input: there }, { name, route, input: { ...there, ...(here.unitId ? { unitId: here.unitId } : {}) } });
        if (Object.hasOwn((route.input as unknown as { shape: object }).shape, 'q')) for (const sign of signs().slice(0, 6)) asked.push({ name, route, input: { ...here, q: sign } });
      }
      const answers: { name: string; seen: Seen }[] = [];
      for (let i = 0; i < asked.length; i += 10) answers.push(...await Promise.all(asked.slice(i, i + 10).map(async ({ name, route, input }) => ({ name, seen: await sendTo(world, who, route, input) }))));
      return answers;
    }

    it('种下了四十处以上，库里都在，自己人看得到大半', async () => {
      expect(canaries.size).toBeGreaterThanOrEqual(40);
      const tables = (await world.rows<{ name: string }>('select relname as name from pg_class where relnamespace = \'public\'::regnamespace and relkind = \'r\'')).map((one) => one.name);
      const dump = (await Promise.all(tables.map((name) => world.rows<{ row: string }>(`select t::text as row from ${name} t`)))).flat().map((one) => one.row).join('\n');
      // Phones and names in roster files and join requests are sealed or masked; everything else stands there in words.
      const stored = signs().filter((sign) => dump.includes(sign));
      expect(stored.length).toBeGreaterThanOrEqual(40);
      const seen = new Set<string>();
      for (const who of [theirs.people.secretary, theirs.people.member, theirs.people.absent]) for (const { seen: { text } } of await sweep(who)) found(text).forEach((sign) => seen.add(sign));
      expect(seen.size).toBeGreaterThanOrEqual(35);
    }, 120_000);

    it.each<[string, () => MadePerson | null]>([
      ['访客', () => null], ['邻支部的成员', () => mine.people.member], ['邻支部的书记', () => mine.people.secretary], ['邻支部的网管员', () => mine.people.networkAdmin],
      ['社区综合党委', () => theirStaff], ['区级', () => theirs.people.district], ['运维员', () => theirs.people.operator],
    ])('%s走遍所有能读的地方，一处也没见到', async (_name, who) => {
      const leaks = (await sweep(who())).filter(({ seen }) => found(seen.text).length > 0).map(({ name, seen }) => `${name}: ${found(seen.text).join(', ')}`);
      expect([...new Set(leaks)]).toEqual([]);
    }, 120_000);

    it('同支部的另一位同志，看不到别人的自评、互评和评定意见；连书记也看不到草稿', async () => {
      const words = (fields: string[]) => fields.map((field) => canaries.get(field)?.slice(0, 14) ?? 'missing');
      const seenBy = async (who: MadePerson, fields: string[]) => (await sweep(who)).flatMap(({ name, seen: { text } }) => words(fields).filter((word) => text.includes(word)).map((word) => `${name}: ${word}`));
      expect(words(['自评', '互评', '评议草稿', '评定意见'])).not.toContain('missing');
      expect(await seenBy(theirs.people.absent, ['自评', '互评', '评议草稿', '评定意见'])).toEqual([]);
      expect(await seenBy(theirs.people.secretary, ['评议草稿'])).toEqual([]);
      expect((await seenBy(theirs.people.secretary, ['自评', '互评', '评定意见'])).length).toBeGreaterThan(0);
    }, 120_000);

    it('审计员看得到谁做了什么，看不到说了什么', async () => {
      const seen = (await sweep(theirs.people.auditor)).flatMap(({ name, seen: { text } }) => found(text).map((sign) => `${name}: ${sign}`));
      const words = ['正在说的话', '群里的话', '帖子正文', '留言', '请假事由', '预约的话', '报到的话', '成员姓名'].map((field) => canaries.get(field)?.slice(0, 14));
      expect(seen.filter((one) => words.some((word) => word && one.includes(word)))).toEqual([]);
    });

    it('长连接里也没有：邻居说话时，我这里静悄悄', async () => {
      const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(mine.people.member) }, reconnection: false });
      await new Promise<void>((done, fail) => { socket.once('connect', done); socket.once('connect_error', fail); });
      const heard: string[] = [];
      socket.onAny((...packet: unknown[]) => { heard.push(JSON.stringify(packet)); });
      const ack: unknown = await socket.emitWithAck('listen', { room: `room:${theirs.ids.roomId ?? ''}` });
      expect(ack).toEqual({ ok: false, code: 'not-found' });
      expect(await socket.emitWithAck('listen', { room: `room:${mine.ids.roomId ?? ''}` })).toEqual({ ok: true });
      await world.ok(theirs.people.member, roomRoutes.speak, { unitId: theirs.unit.id, roomId: theirs.ids.roomId ?? '', clientId: uuid(), text: planted('正在说的话') });
      await world.ok(mine.people.second, roomRoutes.speak, { unitId: mine.unit.id, roomId: mine.ids.roomId ?? '', clientId: uuid(), text: '我们自己的一句话' });
      for (let i = 0; i < 100 && !heard.some((one) => one.includes('我们自己的一句话')); i += 1) await new Promise((resolve) => setTimeout(resolve, 30));
      socket.disconnect();
      expect(heard.join('\n')).toContain('我们自己的一句话');
      expect(found(heard.join('\n'))).toEqual([]);
    });

    it('通知里也没有：邻居的事不通知我', async () => {
      const inbox = await send(world, 'notices.inbox', { who: mine.people.member, input: {} } satisfies Happy);
      expect(inbox.status).toBe(200);
      expect(found(inbox.text)).toEqual([]);
    });
  });
});
