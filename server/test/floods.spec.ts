// What costs one sender nothing must cost everybody else nothing either (G19): bodies without end, senders without haste (X2), sockets without measure (X9).
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { Socket as Plain } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { fileRoutes } from '@branch/shared/files';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { newId } from '../src/kit/ids.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { pdf } from './authorisation/life.js';
import { bareSocket, masked } from './floods/bare.js';
import type { Bare } from './floods/bare.js';
import { World } from './world.js';

const pause = (ms: number) => new Promise((done) => { setTimeout(done, ms); });
/** Waits for what must come to pass; the test's own time is the limit. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => { while (!(await holds())) await pause(20); };

describe('洪水', () => {
  let world: World;
  let branch: MadeUnit;
  let member: MadePerson;
  let other: MadePerson;
  let chat = '';
  let calm = 0;
  /** A second, for attacker and server share one process here; as many times more as there are programs for each core, plus what answers take without any attack. */
  const limit = (ms: number) => ms * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()) + 4 * calm;
  const sockets: Socket[] = [];
  const plain: Plain[] = [];

  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    [member, other] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    chat = (await world.rows<{ id: string }>('select id from room where unit_id = $1', [branch.id]))[0]?.id ?? '';
    await world.tokenOf(member);
    await world.tokenOf(other);
    await othersDuring(Promise.resolve(), 300);
    calm = await othersDuring(Promise.resolve());
  });
  afterEach(() => {
    sockets.splice(0).forEach((socket) => socket.disconnect());
    plain.splice(0).forEach((socket) => socket.destroy());
  });
  afterAll(async () => { await world.close(); });

  /** How long nine of ten answers take, in ms, that another member gets while something goes on; every answer is 200, and none takes three times what is allowed. */
  async function othersDuring(attack: Promise<unknown>, least = 1000): Promise<number> {
    let going = true;
    const times: number[] = [];
    const until = Date.now() + least;
    void attack.finally(() => { going = false; }).catch(() => undefined);
    while (going || Date.now() < until) {
      const from = Date.now();
      expect((await world.as(other, meetingRoutes.meetings, { unitId: branch.id })).status).toBe(200);
      times.push(Date.now() - from);
      await pause(10);
    }
    await attack;
    times.sort((a, b) => a - b);
    expect(times.at(-1)).toBeLessThanOrEqual(limit(3000));
    return times[Math.floor(times.length * 0.9)] ?? 0;
  }

  /** Sends `size` bytes of body however long the server listens, from a thread of its own; what it answered, and how much it took. */
  function pour(wanted: { path: string; size: number; headers: Record<string, string>; head: string }[]): Promise<{ status: number; code: string | null; taken: number }[]> {
    const worker = new Worker(join(__dirname, 'floods/pour.mjs'), { workerData: wanted.map((one) => ({ ...one, url: `${world.url}/api/v1${one.path}` })) });
    return new Promise((done, failed) => { worker.on('message', done).on('error', failed); });
  }
  const bearer = async (person = member) => ({ authorization: `Bearer ${await world.tokenOf(person)}` });
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
  const partHead = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-';

  describe('没完没了的正文（X2）', () => {
    it('正好 1 MB 的读，多一个字节就不读', async () => {
      const send = async (size: number) => {
        const body = `{"text":"${'a'.repeat(size - 11)}"}`;
        expect(Buffer.byteLength(body)).toBe(size);
        return (await fetch(`${world.url}/api/v1/units/${branch.id}/messages`, { method: 'POST', headers: { ...await bearer(), 'content-type': 'application/json' }, body })).status;
      };
      expect(await send(1024 * 1024)).toBe(400);
      expect(await send(1024 * 1024 + 1)).toBe(413);
    });

    it('100 MB 的正文，说不说长度都一样：413，收到的不超过一小段，别人不受影响，内存不涨', async () => {
      const json = { ...await bearer(), 'content-type': 'application/json' };
      const size = 100 * 1024 * 1024;
      const before = process.memoryUsage().rss;
      const upload = { path: `/units/${branch.id}/documents?name=a.pdf`, size, head: partHead };
      const text = { path: `/units/${branch.id}/messages`, size, head: '' };
      const attack = pour([
        { ...text, headers: { ...json, 'content-length': String(size) } },
        { ...text, headers: json },
        { ...upload, headers: { ...await bearer(), ...multipart, 'content-length': String(size) } },
        { ...upload, headers: { ...await bearer(), ...multipart } },
        // Without anyone behind it, nothing of a file is kept.
        ...Array.from({ length: 10 }, () => ({ ...upload, headers: { authorization: `Bearer ${'x'.repeat(40)}`, ...multipart } })),
      ]);
      expect(await othersDuring(attack)).toBeLessThanOrEqual(limit(1000));
      const answers = await attack;
      for (const [n, answer] of answers.entries()) {
        expect([n < 4 ? 413 : 401, 0]).toContain(answer.status);
        if (answer.status === 413) expect(answer.code).toMatch(/^(input|file)\.too-large$/);
        expect(answer.taken).toBeLessThan(60 * 1024 * 1024);
      }
      // At least one of either kind could be read to the end of its answer: it is a refusal with a code, not only a cut.
      expect(answers.some((answer) => answer.status === 413)).toBe(true);
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    });

    it('传到一半断了、不成样子的上传：422，不是 500', async () => {
      for (const body of [`${partHead}只有一半`, '--x\r\n', '', 'not multipart at all', `${partHead}\r\n--x`, '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf\r\n\r\n']) {
        const answer = await fetch(`${world.url}/api/v1/units/${branch.id}/documents?name=a.pdf`, { method: 'POST', headers: { ...await bearer(), ...multipart }, body });
        expect({ body, status: answer.status, refused: [400, 415, 422].includes(answer.status) }).toMatchObject({ refused: true });
        expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(/[\u4e00-\u9fff]/);
      }
    });

    it('许多人同时传大文件：内存里放得下的收，放不下的请他稍后再来；一个人占不满，走了就让出来', async () => {
      const size = 10 * 1024 * 1024;
      /** Says how much will come, and sends next to nothing of it. */
      const begin = async (person: MadePerson) => {
        const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
        plain.push(socket);
        const answer = { text: '' };
        socket.on('error', () => undefined).on('data', (part) => { answer.text += part.toString('utf8'); });
        socket.write(`POST /api/v1/units/${branch.id}/documents?name=a.pdf HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${await world.tokenOf(person)}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${size}\r\n\r\n${partHead}`);
        return { socket, answer };
      };
      const small = (person: MadePerson) => world.upload(person, fileRoutes.uploadDocument, { unitId: branch.id, name: '小.pdf' }, pdf());
      const people = await world.make.members(branch, 3);
      const [greedy] = people as [MadePerson];
      const first = await Promise.all(Array.from({ length: 5 }, () => begin(greedy)));
      const refused = () => first.filter(({ answer }) => answer.text.includes('server.busy'));
      await until(() => refused().length > 0);
      expect((await small(member)).status).toBe(200);
      expect(refused()).toHaveLength(1);
      const rest = await Promise.all(people.slice(1).flatMap((person) => Array.from({ length: 4 }, () => begin(person))));
      // One more than the memory holds. They come on connections of their own, so which of the nine the server looks at last is not ours to say; that it is one, is.
      const nine = [...rest, await begin(member)];
      const turnedAway = () => nine.filter(({ answer }) => answer.text.includes('HTTP/1.1'));
      await until(() => turnedAway().length > 0);
      // What is small still finds room, and by its answer the others have been looked at.
      expect((await small(member)).status).toBe(200);
      expect(turnedAway().map(({ answer }) => /"code":"([^"]+)"/.exec(answer.text)?.[1])).toEqual(['server.busy']);
      expect(turnedAway()[0]?.answer.text).toMatch(/retry-after: \d/);
      [...first, ...nine].forEach(({ socket }) => socket.destroy());
      // Whose memory was full sends a whole large file now: what the others held is free again.
      const { bytes } = pdf();
      const large = { ...pdf('大.pdf'), bytes: Buffer.concat([bytes.subarray(0, 9), Buffer.alloc(9 * 1024 * 1024, '\n'), bytes.subarray(9)]) };
      const whole = async () => (await world.upload(greedy, fileRoutes.uploadDocument, { unitId: branch.id, name: '大.pdf' }, large)).status;
      await until(async () => (await whole()) !== 503);
      expect(await whole()).toBe(200);
      expect((await small(greedy)).status).toBe(200);
    });
  });

  it('一个字一个字慢慢发的一百五十个连接：别人照常，到时候以 408 断开（X2）', async () => {
    const server = world.running.app.getHttpServer() as Server;
    expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 30_000]);
    // The same clock, only faster.
    [server.headersTimeout, server.requestTimeout] = [2000, 3000];
    const { port } = new URL(world.url);
    const ended: string[] = [];
    const slow = (start: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      plain.push(socket);
      let said = '';
      socket.on('error', () => undefined).on('data', (part) => { said += part.toString('utf8'); }).on('close', () => ended.push(said));
      socket.write(start);
      const drip = setInterval(() => { if (socket.writable) socket.write('a'); else clearInterval(drip); }, 500);
      socket.on('close', () => clearInterval(drip));
    };
    const token = await world.tokenOf(member);
    for (let n = 0; n < 100; n += 1) slow('GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx-slow: ');
    for (let n = 0; n < 50; n += 1) slow(`POST /api/v1/units/${branch.id}/messages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 500000\r\n\r\n{"text":"`);
    const all = (async () => { for (let waited = 0; waited < 10_000 && ended.length < 150; waited += 100) await pause(100); })();
    expect(await othersDuring(all)).toBeLessThanOrEqual(limit(1000));
    [server.headersTimeout, server.requestTimeout] = [15_000, 30_000];
    expect(ended).toHaveLength(150);
    expect(ended.filter((said) => said.startsWith('HTTP/1.1 408') && said.includes('input.too-slow')).length).toBeGreaterThanOrEqual(100);
  });

  describe('没完没了的连接（X9）', () => {
    const open = async (person: MadePerson | null, more: Record<string, unknown> = {}): Promise<Socket> => {
      const socket = io(world.url, { path: '/ws', transports: ['websocket'], reconnection: false, forceNew: true, auth: person ? { token: await world.tokenOf(person) } : {}, ...more });
      sockets.push(socket);
      return socket;
    };
    const opened = async (person: MadePerson) => { const socket = await open(person); await new Promise((done, failed) => { socket.on('connect', () => done(null)); socket.on('connect_error', failed); }); return socket; };
    const gone = (socket: Socket, within = 3000) => new Promise<{ reason: string; refused: string | null }>((done, failed) => {
      let refused: string | null = null;
      socket.on('refused', (body: { code: string }) => { refused = body.code; });
      const timer = setTimeout(() => failed(new Error('still connected')), within);
      socket.on('disconnect', (reason) => { clearTimeout(timer); done({ reason, refused }); });
    });

    const bare = async (person: MadePerson | null): Promise<Bare> => {
      const one = await bareSocket(Number(new URL(world.url).port), person && await world.tokenOf(person));
      plain.push(one.socket);
      return one;
    };

    it('一秒一万帧：说一声就断开，别人听得见、等不久', async () => {
      const listener = await opened(other);
      expect(await listener.emitWithAck('listen', { room: `room:${chat}` })).toEqual({ ok: true });
      const flooding = await opened(member);
      const away = gone(flooding);
      flooding.emit('nonsense');
      for (let n = 0; n < 60; n += 1) flooding.emit('nonsense', n);
      expect(await away).toEqual({ reason: 'io server disconnect', refused: 'too-many-requests' });
      // Ten thousand at one stroke, by bare sockets: a well-behaved client would cost this process more than the server.
      const frames = Buffer.concat(Array.from({ length: 10_000 }, (_, n) => masked(n % 2 ? `42["listen",{"room":"room:${chat}"}]` : '42["nonsense"]')));
      const floods = await Promise.all(Array.from({ length: 3 }, () => bare(member)));
      const attack = Promise.all(floods.map((one) => { one.socket.write(frames); return one.over; }));
      expect(await othersDuring(attack)).toBeLessThanOrEqual(limit(1000));
      for (const one of floods) expect(one.heard()).toContain('too-many-requests');
      expect(listener.connected).toBe(true);
    });

    it('1 MB 的帧：断开；没听过的事、怪异的内容：不理会，也不出错', async () => {
      const large = await opened(member);
      const away = gone(large);
      large.emit('listen', { room: 'x'.repeat(1024 * 1024) });
      expect((await away).reason).toMatch(/transport (close|error)/);
      const odd = await opened(member);
      for (const [name, body] of [['speak', { text: '从这里说话' }], ['__proto__', {}], ['constructor', null], ['listen', null], ['listen', [1]], ['listen', { room: { toString: 'x' } }], ['leave', 7]] as const) odd.emit(name, body);
      for (const room of ['room:', 'person:11111111111', `room:${chat}' or 1=1`, '../x', 42, null]) expect(await odd.emitWithAck('listen', { room })).toEqual({ ok: false, code: 'input.invalid' });
      expect(odd.connected).toBe(true);
      expect(await world.rows('select 1 from entry where body->>\'text\' = \'从这里说话\'')).toHaveLength(0);
    });

    it('没有凭证、凭证不对：进不来；连上了不报身份的，十秒后断开', async () => {
      const refusal = async (auth: Record<string, unknown>) => { const socket = await open(null, { auth }); return new Promise<string>((done) => { socket.on('connect_error', (error) => done(error.message)); socket.on('connect', () => done('let in')); }); };
      for (const auth of [{}, { token: '' }, { token: 'x'.repeat(40) }, { token: 7 }, { token: 'x'.repeat(5000) }, { token: { length: 5 } }]) expect(await refusal(auth)).toBe('sign-in.required');
      const silent = async (frames: Buffer[]) => {
        const from = Date.now();
        const one = await bare(null);
        frames.forEach((frame) => one.socket.write(frame));
        await one.over;
        return { lasted: Date.now() - from, heard: one.heard() };
      };
      const [quiet, eager] = await Promise.all([silent([]), silent([masked(`42["listen",{"room":"room:${chat}"}]`)])]);
      expect(quiet.heard).toContain('101');
      expect(quiet.lasted).toBeLessThan(12_000);
      expect(eager.lasted).toBeLessThan(12_000);
      // Nothing of the room came to who never said who they are.
      expect(eager.heard).not.toContain(chat);
    });

    it('两百个房间：一个连接听得了二十个，其余说不行', async () => {
      const rooms = Array.from({ length: 200 }, () => newId());
      await world.rows('insert into room (id, unit_id, title, open) select id, $2, \'一间\', true from unnest($1::text[]) as id', [rooms, branch.id]);
      // Four connections, so that none sends more frames than it may: it is the rooms that are counted here.
      const listeners = await Promise.all(Array.from({ length: 4 }, () => opened(member)));
      for (const [n, socket] of listeners.entries()) {
        const answers: { ok: boolean; code?: string }[] = [];
        for (const room of rooms.slice(n * 50, n * 50 + 50)) answers.push(await socket.emitWithAck('listen', { room: `room:${room}` }) as { ok: boolean });
        expect(answers.map((answer) => answer.code ?? 'ok')).toEqual([...Array.from({ length: 20 }, () => 'ok'), ...Array.from({ length: 30 }, () => 'input.invalid')]);
      }
    });

    it('一个账号同时连一百次：留下最后五个，别的账号照连', async () => {
      const attack = Promise.all(Array.from({ length: 100 }, () => bare(member)));
      // Both ends of a hundred handshakes are made by this one thread.
      expect(await othersDuring(attack)).toBeLessThanOrEqual(limit(2000));
      const many = await attack;
      const still = () => many.filter((one) => !one.ended());
      for (let waited = 0; waited < 3000 && still().length > 5; waited += 50) await pause(50);
      expect(still()).toHaveLength(5);
      expect((await opened(other)).connected).toBe(true);
      // The one that comes next is let in, and the oldest of the five goes.
      expect((await opened(member)).connected).toBe(true);
      await until(() => still().length <= 4);
      expect(still()).toHaveLength(4);
    });
  });
});
