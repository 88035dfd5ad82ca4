import { crc32, deflateRawSync } from 'node:zlib';
import { fileRoutes } from '@branch/shared/files';
import { World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A package of these parts; `says` lets its directory lie about an unpacked size. */
function packed(parts: Record<string, string | Buffer>, says?: number): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const data = deflateRawSync(bytes);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(says ?? bytes.length, 8);
    const title = Buffer.from(name, 'latin1');
    const lengths = Buffer.from([title.length, 0, 0, 0]);
    const head = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sizes, lengths, title, data]);
    const entry = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sizes, lengths, Buffer.alloc(14), title]);
    entry.writeUInt32LE(at, 42);
    local.push(head);
    directory.push(entry);
    at += head.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, listed, end]);
}
const docx = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' };
const xlsx = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' };

describe('文件', () => {
  let world: World;
  let branch: MadeUnit;
  let other: MadeUnit;
  let member: MadePerson;
  let stranger: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    const chain = await world.make.chain();
    branch = chain.branch;
    other = await world.make.unit('branch', chain.general);
    member = await world.make.member(branch);
    stranger = await world.make.member(other);
  });
  afterAll(async () => { await world.close(); });

  const send = (bytes: Buffer, name: string, by = member, unit = branch) => world.upload(by, fileRoutes.uploadDocument, { unitId: unit.id, name }, { name: 'tmp_0', type: 'application/octet-stream', bytes });
  const stored = () => world.rows<{ n: number }>('select count(*)::int as n from stored_file');

  it('传 PDF、Word、Excel：名字留着，大小对得上，下来的一个字节不差', async () => {
    for (const [bytes, name, kind] of [[pdf, '三季度学习安排.pdf', 'pdf'], [packed(docx), '讨论稿.docx', 'docx'], [packed(xlsx), '名单.xlsx', 'xlsx']] as const) {
      const sent = await send(bytes, name);
      expect(sent).toMatchObject({ status: 200, body: { name, kind, bytes: bytes.length } });
      const { url } = await world.ok(member, fileRoutes.document, { unitId: branch.id, documentId: sent.body.id });
      const answer = await fetch(world.url + url);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      expect(Object.fromEntries(['x-content-type-options', 'content-security-policy', 'cache-control'].map((header) => [header, answer.headers.get(header)]))).toEqual({ 'x-content-type-options': 'nosniff', 'content-security-policy': 'default-src \'none\'; sandbox', 'cache-control': 'private, max-age=300' });
      expect(answer.headers.get('content-type')).not.toMatch(/html|svg|javascript|text/);
    }
  });

  it('名字里的路径、换行、引号带不进下载的头', async () => {
    const sent = await send(pdf, '../../x"y\'s (1);id.pdf');
    expect(sent.body.name).toBe('xy\'s (1);id.pdf');
    const { url } = await world.ok(member, fileRoutes.document, { unitId: branch.id, documentId: sent.body.id });
    expect((await fetch(world.url + url)).headers.get('content-disposition')).toBe('attachment; filename*=UTF-8\'\'xy%27s%20%281%29%3Bid.pdf');
    expect(await send(pdf, 'a\r\nset-cookie: x=1.pdf')).toMatchObject({ status: 400, code: 'input.invalid' });
  });

  it.each<[string, () => Buffer, number, string]>([
    ['改名为 .pdf 的网页', () => Buffer.from('<html><script>alert(1)</script>'), 415, 'file.not-a-document'],
    ['程序', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]), 415, 'file.not-a-document'],
    ['空文件', () => Buffer.alloc(0), 415, 'file.not-a-document'],
    ['三个字节', () => Buffer.from('PK\x03'), 415, 'file.not-a-document'],
    ['前面藏着网页的 PDF', () => Buffer.concat([Buffer.from('<script>'), pdf]), 415, 'file.not-a-document'],
    ['只传了一半的 PDF', () => pdf.subarray(0, 30), 422, 'file.broken'],
    ['只传了一半的 Word', () => packed(docx).subarray(0, 60), 422, 'file.broken'],
    ['普通压缩包', () => packed({ 'a.txt': 'a' }), 415, 'file.not-a-document'],
    ['带宏的 Word', () => packed({ ...docx, 'word/vbaProject.bin': 'x' }), 415, 'file.has-macros'],
    ['嵌着程序的 Excel', () => packed({ ...xlsx, 'xl/embeddings/报账.exe': 'x' }), 415, 'file.has-macros'],
    ['带控件的 Word', () => packed({ ...docx, 'word/activeX/activeX1.xml': 'x' }), 415, 'file.has-macros'],
    ['往上级目录爬的压缩包', () => packed({ ...docx, '../../etc/cron.d/x': 'x' }), 422, 'file.broken'],
    ['解开有一千倍的压缩包', () => packed({ ...docx, 'word/media/a.xml': Buffer.alloc(8 * 1024 * 1024) }), 422, 'file.broken'],
    ['谎报大小的压缩包', () => packed(docx, 3_000_000_000), 422, 'file.broken'],
    ['三千个部件的压缩包', () => packed({ ...docx, ...Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`word/a${i}.xml`, ''])) }), 422, 'file.broken'],
    ['超过 10 MB 的 PDF', () => Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]), 413, 'file.too-large'],
  ])('不收：%s', async (_, make, status, code) => {
    const before = await stored();
    expect(await send(make(), '材料.pdf')).toMatchObject({ status, code, message: expect.stringMatching(/[\u4e00-\u9fff]/) });
    expect(await stored()).toEqual(before);
  });

  it('外支部的人传不进来，也拿不到地址；地址改一个字、过了期、离开支部都打不开', async () => {
    expect(await send(pdf, 'a.pdf', stranger)).toMatchObject({ status: 404 });
    const sent = await send(pdf, 'a.pdf');
    const ask = (by: MadePerson, unit: MadeUnit) => world.as(by, fileRoutes.document, { unitId: unit.id, documentId: sent.body.id });
    expect([(await ask(stranger, branch)).status, (await ask(stranger, other)).status]).toEqual([404, 404]);
    const leaving = await world.make.member(branch);
    const { url } = (await ask(leaving, branch)).body;
    expect((await fetch(world.url + url)).status).toBe(200);
    expect((await fetch(world.url + url.replace('/document?', '/full?'))).status).toBe(403);
    expect((await fetch(`${world.url}${url}A`)).status).toBe(403);
    await world.rows('update membership set ends_on = \'2024-06-01\', end_reason = \'transferred\' where person_id = $1', [leaving.id]);
    expect((await fetch(world.url + url)).status).toBe(404);
    const mine = (await ask(member, branch)).body.url;
    await world.shiftClock('11 minutes');
    expect(await (await fetch(world.url + mine)).json()).toMatchObject({ error: { code: 'file.link-expired' } });
    await world.shiftClock('0');
  });

  it('文件和图片合起来满 200 MB 就不再收', async () => {
    const full = await world.make.member(branch);
    await world.rows('insert into stored_file (id, unit_id, owner_id, width, height, bytes, at) values ($1, $2, $3, 1, 1, $4, app_now())', ['22222222222', branch.id, full.id, 200 * 1024 * 1024]);
    expect(await send(pdf, 'a.pdf', full)).toMatchObject({ status: 413, code: 'file.quota' });
  });
});
