import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUp } from '../../../server/tools/crowd.mjs';
import type { Device } from './device';
import { Stage } from './member-stage';

jest.setTimeout(180_000);

const words = ['地铁上的第一句。', '地铁上的第二句。', '地铁上的第三句。', '地铁上的第四句。', '地铁上的第五句。'] as const;

describe('小程序：断网时说的话和选的图，关了微信也在（T5）', () => {
  let stage: Stage;
  let phone: Device;
  const room = (): string => `/rooms/room/index?unit=${stage.unitId}&id=${stage.roomId}`;
  const waiting = (): number => phone.text().split('待发').length - 1;
  const say = async (text: string): Promise<void> => {
    await phone.type('发言', text);
    await phone.tap('发送');
  };

  beforeAll(async () => {
    stage = await Stage.open();
    phone = stage.phone('dangyuan2');
    await phone.launch(room());
    await phone.until('轮流讲我愿意排第一个');
  }, 180_000);
  afterAll(async () => { await stage.close(); }, 60_000);

  it('五句和一张图待发；微信被关掉再打开，没有网也看得见；连上后按次序到齐，一样一次，图片文件随后从手机上清掉', async () => {
    phone.network(false);
    for (const text of words.slice(0, 3)) await say(text);
    phone.chosen = readFileSync(join(__dirname, '../../src/assets/tab/branch-dark-on.png'));
    await phone.tap('发图片或文件');
    await phone.tap('图片');
    await phone.until('联网后发送');
    await phone.tap('发送');
    for (const text of words.slice(3)) await say(text);
    await phone.until(() => waiting() === 6);

    phone = stage.again(phone);
    phone.traffic.offline = true;
    await phone.launch(room());
    await phone.until(() => waiting() === 6, 15_000);
    for (const text of words) expect(phone.text().split(text)).toHaveLength(2);
    expect(phone.find('1 张图片')).not.toBeNull();
    expect([...phone.files.keys()]).toHaveLength(1);

    phone.network(true);
    await phone.until('轮流讲我愿意排第一个', 15_000);
    await phone.until(() => waiting() === 0, 15_000);
    const said = await lookUp<string[]>(stage.system, `select array_agg(coalesce(nullif(e.body->>'text', ''), '图 ' || jsonb_array_length(e.body->'pictures')) order by e.seq) from entry e join account a on a.person_id = e.author_id where e.room_id = $1 and a.login = $2 and (e.body->>'text' = any ($3) or e.body->>'text' = '')`, [stage.roomId, 'dangyuan2', [...words]]);
    expect(said).toEqual([...words.slice(0, 3), '图 1', ...words.slice(3)]);
    await phone.until(() => phone.files.size === 0);
    expect(phone.errors).toEqual([]);
  });

  it('一间说了一百多句的会议室：画着的不超过六十条，往上翻到头、再回到最新都读得到', async () => {
    for (let i = 1; i <= 130; i += 1) await stage.secretary.say(stage.unitId, stage.roomId, `第 ${i} 件坚持下来的小事`);
    await phone.until('第 130 件坚持下来的小事', 30_000);
    const rows = (): number => phone.look.count('entry-row');
    expect(rows()).toBeLessThanOrEqual(60);
    const seen = new Set<string>();
    const note = (): void => [...phone.text().matchAll(/第 \d+ 件坚持下来的小事/g)].forEach(([text]) => seen.add(text));
    note();
    for (let i = 0; i < 20 && phone.find('更早的发言'); i += 1) {
      await phone.tap('更早的发言');
      await phone.settle(300);
      note();
      expect(rows()).toBeLessThanOrEqual(60);
    }
    expect(seen.size).toBe(130);
    expect(phone.text()).toContain('轮流讲我愿意排第一个');

    // Somebody speaks meanwhile: what is being read stays, the new line is counted, not drawn.
    await stage.secretary.say(stage.unitId, stage.roomId, '翻看时来的一句');
    await phone.until('最新 +1');
    expect(phone.text()).not.toContain('翻看时来的一句');
    await phone.tap('最新');
    await phone.until('翻看时来的一句');
    expect(rows()).toBeLessThanOrEqual(60);
    expect(phone.errors).toEqual([]);
  });
});

describe('小程序：登录凭据加密存放', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 180_000);
  afterAll(async () => { await stage.close(); }, 60_000);
  const plain = (phone: Device): unknown => phone.storage.get('branch.refresh');
  const sealed = (phone: Device): unknown => phone.storage.get('branch.refresh.sealed');
  /** Started again, the reader is here without WeChat being asked who it is. */
  const isKnown = async (phone: Device): Promise<Device> => {
    const next = stage.again(phone);
    next.loginCode = 'nobody';
    await next.launch();
    await next.until('正在开会');
    expect(next.traffic.requests.filter((one) => one.url.endsWith('/sessions/wechat'))).toEqual([]);
    return next;
  };

  it('明文里没有，重开还认得；旧版本存的明文第一次打开就换成加密的', async () => {
    let phone = stage.phone('dangyuan1');
    await phone.launch();
    await phone.until('正在开会');
    await phone.until(() => sealed(phone) !== undefined);
    expect([plain(phone), typeof sealed(phone)]).toEqual([undefined, 'object']);
    phone = await isKnown(phone);

    const kept = sealed(phone) as { text: string };
    phone.storage.delete('branch.refresh.sealed');
    phone.storage.set('branch.refresh', kept.text);
    phone = await isKnown(phone);
    await phone.until(() => sealed(phone) !== undefined && plain(phone) === undefined);
  });

  it.each(['ignored', 'fails'] as const)('微信不能加密时（%s）照常存，重开还认得', async (encryption) => {
    const phone = stage.phone('dangyuan3');
    phone.encryption = encryption;
    await phone.launch();
    await phone.until('正在开会');
    await phone.settle(200);
    const next = await isKnown(phone);
    expect(next.errors).toEqual([]);
  });
});
