import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import * as OTPAuth from 'otpauth';
import { monthBounds, shanghaiDay, shanghaiMonth } from '@branch/shared/time';
import type { MadePerson, MadeUnit } from '../../src/seed/factories.js';
import { patience } from './dice.js';
import { FaultWorld, pause, plan } from './world.js';
import { Wire } from './wire.js';

jest.setTimeout(patience(120_000));

const minute = 60_000;
/** How wrong each process is: the first fast, the second slow. Twenty minutes lie between them, more than any window a rule knows but one. */
const off = [10, -10] as const;
const preload = pathToFileURL(join(__dirname, 'skewed-clock.mjs')).href;

/** Two processes whose own clocks disagree, on one database: every rule reads the database's clock (G9), so that nobody notices. */
describe('两台服务器的钟差二十分钟，谁也看不出来', () => {
  let world: FaultWorld;
  let branch: MadeUnit;
  let secretary: Wire;
  let people: MadePerson[];
  let wires: Wire[];
  beforeAll(async () => {
    world = await FaultWorld.open({}, off.map((minutes) => ({ NODE_OPTIONS: `--import=${preload}`, CLOCK_OFF_MINUTES: String(minutes) })));
    branch = (await world.make.chain()).branch;
    secretary = await world.wire(await world.make.officer('secretary', branch));
    people = await world.make.members(branch, 4);
    wires = await Promise.all(people.map((person) => world.wire(person)));
  });
  afterAll(async () => { await world.close(); });

  const base = (n: number): string => world.server(n % 2).straight;
  const wire = (n: number): Wire => { const found = wires[n]; if (!found) throw new Error(`no member ${n}`); return found; };
  const now = async (): Promise<number> => (await world.rows<{ now: Date }>('select app_now() as now'))[0]?.now.getTime() ?? 0;
  const ok = async <T>(who: Wire, server: number, method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await who.call(base(server), method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  const codeOf = async (who: Wire, server: number, method: string, path: string, body?: unknown) => ((await who.call(base(server), method, path, body)).body.error as { code: string } | undefined)?.code ?? null;
  const noBearer = () => new Wire('nobody');

  it('两个进程的钟真的各错各的', () => {
    const said = [...world.logs().matchAll(/process clock: (\S+)/g)].map(([, at = '']) => Math.round((Date.parse(at) - Date.now()) / minute));
    // Both said so within the last minute or two, however slow the start.
    expect(said.some((minutes) => Math.abs(minutes - off[0]) <= 2)).toBe(true);
    expect(said.some((minutes) => Math.abs(minutes - off[1]) <= 2)).toBe(true);
  });

  it('轮流从两边发言：次序不乱，时间都是数据库的；在快的那台说的，慢的那台两分钟内能撤回', async () => {
    const [place] = await world.chats(branch, 1);
    if (!place) throw new Error('no chat');
    const path = `/units/${place.unitId}/rooms/${place.roomId}`;
    const before = await now();
    for (let n = 0; n < 24; n += 1) await ok(wire(n % 3), n, 'POST', `${path}/lines`, { clientId: randomUUID(), text: `第 ${n + 1} 句` });
    const after = await now();
    const logs = await Promise.all([0, 1].map((server) => ok<{ items: { seq: number; at: string; body: { text?: string } }[] }>(wire(3), server, 'GET', `${path}/entries?after=0`)));
    expect(logs[1]).toEqual(logs[0]);
    const items = logs[0]?.items ?? [];
    expect(items.map((one) => one.body.text)).toEqual(Array.from({ length: 24 }, (_, n) => `第 ${n + 1} 句`));
    const times = items.map((one) => Date.parse(one.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((at) => at >= before && at <= after)).toBe(true);
    // By the fast server's own clock every line is ten minutes old: it would refuse; by the slow one's none has been said yet.
    for (const n of [22, 23]) await ok(wire(n % 3), n + 1, 'POST', `${path}/entries/${items[n]?.seq ?? 0}/recall`, {});
  });

  it('在一台登录，另一台认；两步验证的动态码两台都认；续期从哪台都行；邀请码这台发那台用', async () => {
    for (const [n, name] of ['方圆', '陈静'].entries()) {
      const [phone, login, password] = [`1390000123${n}`, `skewed${n}`, 'qingpu-xincheng-27'];
      const { requestId } = await ok<{ requestId: string }>(noBearer(), n, 'POST', '/join/requests', { clientId: randomUUID(), joinUnitId: branch.id, name, phone, note: '刚搬来' });
      const { invitation } = await ok<{ invitation: string }>(secretary, n + 1, 'POST', `/units/${branch.id}/join-requests/${requestId}/decision`, { accept: 'yes', reason: '欢迎', status: 'full' });
      const first = await ok<{ accessToken: string }>(noBearer(), n, 'POST', '/accounts', { invitation, name, phone, login, password, consents: [], client: 'h5' });
      const { otpauth } = await ok<{ otpauth: string }>(new Wire(first.accessToken), n + 1, 'POST', '/me/second-step/enrolment', {});
      const code = (step: number) => (OTPAuth.URI.parse(otpauth) as OTPAuth.TOTP).generate({ timestamp: Date.now() + step * 30_000 });
      await ok(new Wire(first.accessToken), n, 'POST', '/me/second-step', { code: code(0) });
      const from = await now();
      const session = await ok<{ accessToken: string; accessExpiresAt: string; refreshToken: string }>(noBearer(), n + 1, 'POST', '/sessions', { login, password, code: code(1), client: 'weapp' });
      expect(Math.round((Date.parse(session.accessExpiresAt) - from) / minute)).toBe(15);
      for (const server of [0, 1]) expect((await ok<{ person: { name: string } }>(new Wire(session.accessToken), server, 'GET', '/me')).person.name).toBe(name);
      // Used twice within 20 s is a lost answer, wherever it is asked; by clocks 20 minutes apart it would be a thief.
      for (const server of [n, n + 1]) {
        const renewed = await ok<{ accessToken: string }>(noBearer(), server, 'POST', '/sessions/refresh', { refreshToken: session.refreshToken, client: 'weapp' });
        await ok(new Wire(renewed.accessToken), server + 1, 'GET', '/me');
      }
    }
  });

  it('会议：早三十分钟以上两台都不让开；进门都算到会；两边投票，关了就是关了，时间是数据库的', async () => {
    const soon = plan();
    const early = await ok<{ id: string }>(secretary, 0, 'POST', `/units/${branch.id}/meetings`, { ...soon, clientId: randomUUID(), startsAt: new Date(Date.now() + 35 * minute).toISOString() });
    for (const server of [0, 1]) expect(await codeOf(secretary, server, 'POST', `/units/${branch.id}/meetings/${early.id}/opening`, {})).toBe('meeting.too-early');
    const called = await ok<{ id: string; roomId: string }>(secretary, 1, 'POST', `/units/${branch.id}/meetings`, { ...soon, startsAt: new Date(Date.now() + 25 * minute).toISOString() });
    const at = `/units/${branch.id}/meetings/${called.id}`;
    const before = await now();
    // By the slow server's own clock it would be 35 minutes early.
    await ok(secretary, 1, 'POST', `${at}/opening`, {});
    for (const [n, one] of wires.entries()) await ok(one, n, 'POST', `${at}/sign-in`, {});
    for (const server of [0, 1]) expect((await ok<{ present: number }>(wire(0), server, 'PUT', `/units/${branch.id}/rooms/${called.roomId}/presence`, {})).present).toBeGreaterThanOrEqual(4);
    const ballot = await ok<{ id: string; eligible: number; openedAt: string }>(secretary, 0, 'POST', `${at}/ballots`, { clientId: randomUUID(), title: '同意下月起每两周轮流讲一次' });
    for (const [n, one] of wires.entries()) await ok(one, n + 1, 'POST', `/units/${branch.id}/ballots/${ballot.id}/votes`, { clientId: randomUUID(), choice: n < 3 ? 'approve' : 'against' });
    const closed = await ok<{ closedAt: string; result: object }>(secretary, 1, 'POST', `${at}/ballots/${ballot.id}/closing`, {});
    const after = await now();
    expect(closed.result).toMatchObject({ approve: 3, against: 1, notVoted: ballot.eligible - 4 });
    for (const server of [0, 1]) expect(await codeOf(secretary, server, 'POST', `/units/${branch.id}/ballots/${ballot.id}/votes`, { clientId: randomUUID(), choice: 'approve' })).toBe('ballot.closed');
    const [opened, ended] = [Date.parse(ballot.openedAt), Date.parse(closed.closedAt)];
    expect([before <= opened, opened <= ended, ended <= after]).toEqual([true, true, true]);
    const attended = await ok<{ items: { firstAt: string | null; attended: boolean }[] }>(secretary, 0, 'GET', `${at}/attendance`);
    const came = attended.items.filter((one) => one.attended && one.firstAt !== null);
    expect(came.length).toBeGreaterThanOrEqual(4);
    expect(came.every((one) => Date.parse(one.firstAt ?? '') >= before && Date.parse(one.firstAt ?? '') <= after)).toBe(true);
  });

  it.each([['月末最后两分钟', -2], ['下月头两分钟', 2]] as const)('报到记进哪个月，只看数据库：%s', async (_, minutes) => {
    const turn = monthBounds(shanghaiMonth(new Date())).to.getTime();
    await world.shiftClock(`${turn + minutes * minute - Date.now()} milliseconds`);
    await world.rows('update access_token set expires_at = \'2099-01-01\'');
    // The pools keep their old sessions, at the old time: broken connections are replaced by new ones.
    await world.crashPostgres();
    for (const served of world.servers) while ((await served.health())?.status !== 200) await pause(50);
    const at = new Date(turn + minutes * minute);
    for (const server of [0, 1]) {
      // One process is in the other month by its own clock: the fast one before midnight, the slow one after.
      const who = await world.wire(await world.make.member(branch));
      const mine = await ok<{ month: string; days: string[]; today: boolean }>(who, server, 'POST', `/units/${branch.id}/check-ins`, { clientId: randomUUID(), text: '今日报到' });
      expect(mine).toMatchObject({ month: shanghaiMonth(at), days: [shanghaiDay(at)], today: true });
      expect(await ok(who, server + 1, 'GET', `/units/${branch.id}/check-ins/mine`)).toEqual(mine);
    }
  });
});
