import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { fileRoutes } from '@branch/shared/files';
import { World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { FileLinks } from './file-links.js';
import { Settings } from './kit.module.js';
import { Pictures } from './pictures.js';

/** A well-formed one-bit PNG of any size: a single colour packs a thousand to one, which is the point of the attack. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const noise = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#b3261e', noise: { type: 'gaussian', mean: 128, sigma: 40 } } });

describe('图片', () => {
  let world: World;
  let branch: MadeUnit;
  let other: MadeUnit;
  let member: MadePerson;
  let comrade: MadePerson;
  let stranger: MadePerson;
  let photo: Buffer;

  beforeAll(async () => {
    world = await World.open();
    const chain = await world.make.chain();
    branch = chain.branch;
    other = await world.make.unit('branch', chain.general);
    member = await world.make.member(branch);
    comrade = await world.make.member(branch);
    stranger = await world.make.member(other);
    photo = await noise(2600, 1300).withExif({ IFD0: { Artist: '张三的手机', Copyright: 'secret-place' } }).jpeg().toBuffer();
  });
  afterAll(async () => { await world.close(); });

  const send = (bytes: Uint8Array, name = 'a.png', by = member) => world.upload(by, fileRoutes.upload, { unitId: branch.id }, { name, type: 'image/png', bytes });
  const sessionOf = async (person: MadePerson) => { await world.tokenOf(person); return (await world.rows<{ id: string }>('select id from session where person_id = $1', [person.id]))[0]?.id ?? ''; };
  const linksOf = () => new FileLinks(world.get(Settings).config.secrets.links);

  it('传一张照片：缩到 2000 像素以内，另存缩略图，拍摄信息不留，原图不存', async () => {
    const answer = await send(photo, '合影.jpg');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ width: 2000, height: 1000 });
    const full = Buffer.from(await (await fetch(world.url + answer.body.url)).arrayBuffer());
    const thumb = Buffer.from(await (await fetch(world.url + answer.body.thumbUrl)).arrayBuffer());
    const [fullHead, thumbHead] = [await sharp(full).metadata(), await sharp(thumb).metadata()];
    expect(fullHead).toMatchObject({ format: 'webp', width: 2000, height: 1000 });
    expect(thumbHead).toMatchObject({ format: 'webp', width: 400, height: 200 });
    expect(photo.includes('secret-place')).toBe(true);
    for (const bytes of [full, thumb]) expect([bytes.includes('secret-place'), bytes.includes('Exif')]).toEqual([false, false]);
    expect([fullHead.exif, fullHead.xmp, fullHead.icc]).toEqual([undefined, undefined, undefined]);
    const folder = join(world.get(Settings).config.dataDir, 'files', answer.body.id.slice(0, 2));
    expect(readdirSync(folder).filter((name) => name.startsWith(answer.body.id)).sort()).toEqual([`${answer.body.id}.full.webp`, `${answer.body.id}.thumb.webp`]);
  });

  it('竖拍的照片先转正，再去掉方向信息', async () => {
    const answer = await send(await noise(300, 200).withExif({}).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(answer.body).toMatchObject({ width: 200, height: 300 });
  });

  it('送出的图片不许浏览器猜类型、不许执行、不进公共缓存', async () => {
    const { body } = await send(await noise(20, 20).webp().toBuffer());
    const picture = await fetch(world.url + body.url);
    expect(Object.fromEntries(['content-type', 'x-content-type-options', 'content-security-policy', 'cache-control', 'content-disposition'].map((name) => [name, picture.headers.get(name)]))).toEqual({
      'content-type': 'image/webp', 'x-content-type-options': 'nosniff', 'content-security-policy': 'default-src \'none\'; sandbox', 'cache-control': 'private, max-age=300', 'content-disposition': 'inline' });
  });

  it.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ['改名为 .png 的 SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 415, 'file.not-an-image'],
    ['GIF', () => noise(8, 8).gif().toBuffer(), 415, 'file.not-an-image'],
    ['开头像 PNG 的乱码', () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(400, 7)]), 422, 'file.broken'],
    ['只传了一半的照片', () => photo.subarray(0, photo.length / 2), 422, 'file.broken'],
    ['解开有 256 兆像素的 30 KiB PNG', () => hugePng(16_000, 16_000), 422, 'file.too-many-pixels'],
    ['一行十万像素、总数超限的 PNG', () => hugePng(100_000, 300), 422, 'file.too-many-pixels'],
    ['超过 10 MB 的照片', () => Buffer.concat([photo, Buffer.alloc(9.2 * 1024 * 1024)]), 413, 'file.too-large'],
    ['空文件', () => Buffer.alloc(0), 415, 'file.not-an-image'],
  ])('不收：%s', async (_, make, status, code) => {
    const bytes = await make();
    expect(await send(bytes)).toMatchObject({ status, code, message: expect.stringMatching(/[\u4e00-\u9fff]/) });
  });

  it('那张 256 兆像素的图确实不到 100 KiB，也没有留下文件和记录', async () => {
    const before = await world.rows<{ n: number }>('select count(*)::int as n from stored_file');
    const bytes = hugePng(16_000, 16_000);
    expect(bytes.length).toBeLessThan(100 * 1024);
    await send(bytes);
    expect(await world.rows<{ n: number }>('select count(*)::int as n from stored_file')).toEqual(before);
  });

  it('40 MB 的文件：413，别人不受影响', async () => {
    const big = await send(Buffer.alloc(40 * 1024 * 1024, 1)).catch((error: Error) => ({ status: 413, code: `connection ended: ${error.message}` }));
    expect(big.status).toBe(413);
    expect((await send(await noise(10, 10).png().toBuffer())).status).toBe(200);
  });

  it('二十张一起传，全部收好，各归各的尺寸', async () => {
    const pictures = await Promise.all(Array.from({ length: 20 }, (_, i) => noise(30 + i, 40).png().toBuffer()));
    const answers = await Promise.all(pictures.map((bytes) => send(bytes)));
    expect(answers.map((answer) => [answer.status, answer.body.width])).toEqual(pictures.map((_, i) => [200, 30 + i]));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(20);
  });

  it('印刷用的 CMYK 照片也收；会动的 WebP 只留第一帧', async () => {
    const cmyk = await noise(60, 40).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const still = await send(cmyk);
    expect(still.body).toMatchObject({ width: 60, height: 40 });
    expect((await sharp(Buffer.from(await (await fetch(world.url + still.body.url)).arrayBuffer())).metadata()).space).toBe('srgb');
    const frames = await Promise.all(['#b3261e', '#0b5cad', '#1b7a43'].map((background) => sharp({ create: { width: 50, height: 30, channels: 3, background } }).png().toBuffer()));
    const moving = await sharp(frames, { join: { animated: true } }).webp({ loop: 0, delay: [100, 100, 100] }).toBuffer();
    expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(3);
    const first = await send(moving);
    expect(first.body).toMatchObject({ width: 50, height: 30 });
    expect((await sharp(Buffer.from(await (await fetch(world.url + first.body.url)).arrayBuffer()), { animated: true }).metadata()).pages ?? 1).toBe(1);
  });

  it('处理图片的线程突然没了：手上这张被拒绝，下一张由新线程照常处理', async () => {
    const pictures = new Pictures();
    const small = await noise(40, 40).png().toBuffer();
    const thread = () => (pictures as unknown as { worker: { terminate(): Promise<number> } | null }).worker;
    expect(await pictures.encode(small)).toMatchObject({ width: 40, height: 40 });
    const before = thread();
    const [lost, next] = [pictures.encode(photo).then(() => 'done', (error: { code: string }) => error.code), pictures.encode(small)];
    await before?.terminate();
    expect(await lost).toBe('file.broken');
    expect(await next).toMatchObject({ width: 40, height: 40 });
    expect(thread()).not.toBe(before);
    const [waiting, stopped] = [pictures.encode(small).then(() => 'done', (error: { code: string }) => error.code), pictures.onModuleDestroy()];
    await stopped;
    expect(await waiting).toBe('server.busy');
  });

  it('满 200 MB 就不再收，也不留下半张', async () => {
    const full = await world.make.member(branch);
    await world.rows('insert into stored_file (id, unit_id, owner_id, width, height, bytes, at) values ($1, $2, $3, 1, 1, $4, app_now())', ['11111111111', branch.id, full.id, 200 * 1024 * 1024]);
    expect(await send(await noise(10, 10).png().toBuffer(), 'a.png', full)).toMatchObject({ status: 413, code: 'file.quota' });
    expect(await world.rows('select 1 from stored_file where owner_id = $1', [full.id])).toHaveLength(1);
  });

  it('外支部的人不能往这里传，没登录的也不能', async () => {
    expect(await send(photo, 'a.jpg', stranger)).toMatchObject({ status: 404, code: 'not-found' });
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(photo)]), 'a.jpg');
    expect((await fetch(`${world.url}/api/v1/units/${branch.id}/files`, { method: 'POST', body: form })).status).toBe(401);
  });

  it('链接：改一个字、换尺寸、换人、延长期限都不认；过了期要刷新', async () => {
    const { body } = await send(await noise(20, 20).png().toBuffer());
    const url = new URL(world.url + body.url);
    const status = async (change: (copy: URL) => void) => { const copy = new URL(url); change(copy); return (await fetch(copy)).status; };
    expect(await status(() => undefined)).toBe(200);
    const signed = url.searchParams.get('s') ?? '';
    // Another letter than the one that stands there, be it the first or the last.
    // As many letters, but more bytes: forged, not a failure of ours.
    for (const forged of ['签'.repeat(signed.length), `${signed.startsWith('A') ? 'B' : 'A'}${signed.slice(1)}`, `${signed.slice(0, -1)}${signed.endsWith('A') ? 'B' : 'A'}`]) expect(await status((copy) => copy.searchParams.set('s', forged))).toBe(403);
    expect(await status((copy) => copy.searchParams.set('e', '99999999999'))).toBe(403);
    expect(await status((copy) => { copy.pathname = copy.pathname.replace('full', 'thumb'); })).toBe(403);
    const someoneElse = await sessionOf(comrade);
    expect(await status((copy) => copy.searchParams.set('v', someoneElse))).toBe(403);
    expect(await status((copy) => copy.searchParams.delete('s'))).toBe(403);
    const lasts = Number(url.searchParams.get('e')) * 1000 - Date.now();
    expect(lasts).toBeGreaterThan(5 * 60_000 - 5000);
    expect(lasts).toBeLessThan(10 * 60_000 + 5000);
    await world.shiftClock('11 minutes');
    expect(await (await fetch(url)).json()).toMatchObject({ error: { code: 'file.link-expired' } });
    await world.shiftClock('0');
  });

  it('链接是真的也要看此刻的权限：外支部 404，离开支部 404，会话已退出 404', async () => {
    const { body } = await send(await noise(20, 20).png().toBuffer());
    const linkFor = async (person: MadePerson) => linksOf().address(body.id, 'full', await sessionOf(person), new Date());
    expect((await fetch(world.url + await linkFor(stranger))).status).toBe(404);
    const leaving = await world.make.member(branch);
    const link = await linkFor(leaving);
    expect((await fetch(world.url + link)).status).toBe(200);
    await world.rows('update membership set ends_on = \'2024-06-01\', end_reason = \'transferred\' where person_id = $1', [leaving.id]);
    expect((await fetch(world.url + link)).status).toBe(404);
    const mine = await linkFor(comrade);
    expect((await fetch(world.url + mine)).status).toBe(200);
    await world.rows('update session set ended_at = app_now() where person_id = $1', [comrade.id]);
    expect((await fetch(world.url + mine)).status).toBe(404);
  });

  it('编号乱填、往上级目录爬，都只是没有找到', async () => {
    for (const path of ['/files/..%2f..%2fetc/full', '/files/11111111112/full', '/files/11111111111/original', '/files/x']) expect([403, 404]).toContain((await fetch(world.url + path)).status);
    expect(existsSync(join(world.get(Settings).config.dataDir, 'files'))).toBe(true);
  });
});
