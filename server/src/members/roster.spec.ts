import { deflateRawSync, crc32 } from 'node:zlib';
import { rosterRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes } from '@branch/shared/members/routes';
import { rosterColumns } from '@branch/shared/members/roster-rules';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { World } from '../../test/world.js';
import { readTable, writeTable } from './roster-file.js';

const header = rosterColumns.map((column) => column.title);
const csv = (...lines: string[][]) => Buffer.from(`\ufeff${[header, ...lines].map((line) => line.join(',')).join('\r\n')}`);
const line = (name: string, phone: string, company = '云帆软件', more: string[] = []) => [name, phone, '正式党员', company, '2012-07-01', '2024-03-05', '1985', '本科', ...more];

describe('花名册文件', () => {
  let world: World;
  let phones = 13_300_000_000;
  const newPhone = () => String(++phones);
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function withSecretary(): Promise<{ branch: MadeUnit; general: MadeUnit; secretary: MadePerson }> {
    const { branch, general } = await world.make.chain();
    return { branch, general, secretary: await world.make.officer('secretary', branch, '沈书记') };
  }
  const upload = (who: MadePerson, unit: MadeUnit, bytes: Buffer, name = 'roster.csv') => world.upload(who, rosterRoutes.preview, { unitId: unit.id }, { name, type: 'application/octet-stream', bytes });
  async function apply(who: MadePerson, unit: MadeUnit, previewId: string) {
    let job = await world.ok(who, rosterRoutes.apply, { unitId: unit.id, previewId });
    for (let i = 0; i < 600 && job.state === 'running'; i += 1) { await new Promise((done) => setTimeout(done, 50)); job = await world.ok(who, rosterRoutes.job, { unitId: unit.id, jobId: previewId }); }
    return job;
  }
  async function download(who: MadePerson, path: string) {
    const answer = await fetch(`${world.url}/api/v1${path}`, { headers: { authorization: `Bearer ${await world.tokenOf(who)}` } });
    return { status: answer.status, type: answer.headers.get('content-type'), name: decodeURIComponent(answer.headers.get('content-disposition') ?? ''), bytes: Buffer.from(await answer.arrayBuffer()) };
  }
  const roster = async (who: MadePerson, unit: MadeUnit) => (await world.ok(who, memberRoutes.roster, { unitId: unit.id, limit: 100 })).items;

  it.each(['xlsx', 'csv'] as const)('模板 .%s 下载、填好、预览、导入；再导一次没有变化；改一格只改一人', async (format) => {
    const { branch, secretary } = await withSecretary();
    const template = await download(secretary, `/units/${branch.id}/roster/template?format=${format}`);
    expect(template.name).toContain(`花名册模板.${format}`);
    const { table } = await readTable(template.bytes);
    expect(table).toEqual([header]);
    const [p1, p2] = [newPhone(), newPhone()];
    const fill = async (...lines: string[][]) => (await writeTable(format, [header, ...lines])).body;
    const first = await upload(secretary, branch, await fill(line('陈建国', p1), line('李敏', p2, '江南设计')), `名册.${format}`);
    expect(first.body).toMatchObject({ rows: 2, created: 2, updated: 0, unchanged: 0, errorCount: 0, companies: 2, sample: [{ row: 2, name: '陈建国', company: '云帆软件', status: 'full', change: 'new' }, { row: 3 }] });
    expect(await roster(secretary, branch)).toHaveLength(1);
    expect(await apply(secretary, branch, first.body.previewId)).toMatchObject({ state: 'done', done: 2, total: 2, result: { created: 2, updated: 0, unchanged: 0 } });
    expect((await roster(secretary, branch)).map((one) => [one.person.name, one.company, one.joinedOn, one.phoneMasked])).toEqual(expect.arrayContaining([['陈建国', '云帆软件', '2024-03-05', `${p1.slice(0, 3)}****${p1.slice(-4)}`], ['李敏', '江南设计', '2024-03-05', expect.any(String)]]));
    expect(await world.eventsOf('roster.imported', branch.id)).toEqual([{ unitId: branch.id, created: 2, updated: 0 }]);
    const again = await upload(secretary, branch, await fill(line('陈建国', p1), line('李敏', p2, '北岸科技')));
    expect(again.body).toMatchObject({ created: 0, updated: 1, unchanged: 1, companies: 1 });
    expect(await apply(secretary, branch, again.body.previewId)).toMatchObject({ state: 'done', result: { created: 0, updated: 1, unchanged: 1 } });
    expect((await roster(secretary, branch)).map((one) => [one.person.name, one.company])).toEqual(expect.arrayContaining([['李敏', '北岸科技']]));
    expect(await roster(secretary, branch)).toHaveLength(3);
  });

  it('没有手机号的按姓名和单位认人，补上手机号也是同一个人；表里空着的不抹掉原有的', async () => {
    const { branch, secretary } = await withSecretary();
    const phone = newPhone();
    const import_ = async (...lines: string[][]) => apply(secretary, branch, (await upload(secretary, branch, csv(...lines))).body.previewId);
    expect(await import_(line('王强', ''))).toMatchObject({ result: { created: 1 } });
    expect(await import_(['王强', phone, '正式党员', '云帆软件', '', '', '', ''])).toMatchObject({ result: { created: 0, updated: 1 } });
    expect((await roster(secretary, branch)).find((one) => one.person.name === '王强')).toMatchObject({ status: 'full', joinedOn: '2024-03-05', phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` });
    expect(await world.rows('select birth_year, education from person p join contact c on c.person_id = p.id where p.name = \'王强\' and c.phone_masked = $1', [`${phone.slice(0, 3)}****${phone.slice(-4)}`])).toEqual([{ birth_year: 1985, education: 'bachelor' }]);
  });

  it('再导入不改党员身份：预览说出是谁、该怎么办，其他各列照常更新；转入日期改早了，转正的日期也放得进去', async () => {
    const { branch, secretary } = await withSecretary();
    const [wang, li, he] = [newPhone(), newPhone(), newPhone()];
    const import_ = async (...lines: string[][]) => {
      const preview = (await upload(secretary, branch, csv(...lines))).body;
      expect(await apply(secretary, branch, preview.previewId)).toMatchObject({ state: 'done' });
      return preview;
    };
    const row = (name: string, phone: string, status: string, company: string, from = '') => [name, phone, status, company, '', from, '', ''];
    await import_(row('王强', wang, '预备党员', '云帆软件'), row('李敏', li, '正式党员', '云帆软件'), row('何静', he, '流动党员', '云帆软件'));
    const standing = () => world.rows<{ name: string; status: string; version: number }>('select p.name, m.status, p.access_version as version from membership m join person p on p.id = m.person_id where m.unit_id = $1 and p.name = any ($2) order by p.name', [branch.id, ['王强', '李敏', '何静']]);
    const before = await standing();
    const preview = await import_(row('王强', wang, '正式党员', '北岸科技', '2024-03-05'), row('李敏', li, '留党察看', '云帆软件'), row('何静', he, '正式党员', '云帆软件'));
    expect(preview).toMatchObject({ updated: 1, unchanged: 2, keptCount: 3, kept: [
      { row: 2, name: '王强', onRecord: 'probationary', inFile: 'full', how: expect.stringContaining('转正') }, { row: 3, name: '李敏', onRecord: 'full', inFile: 'onProbation', how: expect.stringContaining('留党察看') },
      { row: 4, name: '何静', onRecord: 'mobile', inFile: 'full', how: expect.stringContaining('登记有误') }], sample: [{ status: 'probationary' }, { status: 'full' }, { status: 'mobile' }] });
    expect(await standing()).toEqual(before);
    const entry = (await roster(secretary, branch)).find((one) => one.person.name === '王强');
    expect(entry).toMatchObject({ status: 'probationary', company: '北岸科技' });
    await world.ok(secretary, memberRoutes.confirmFull, { unitId: branch.id, membershipId: entry?.membershipId ?? '', on: '2025-03-05', basis: '支部大会决议' });
    expect((await roster(secretary, branch)).find((one) => one.person.name === '王强')?.status).toBe('full');
  });

  it('有错的行说得出哪一行哪一格，一行也不导；问题清单能下载', async () => {
    const { branch, secretary } = await withSecretary();
    const phone = newPhone();
    const answer = await upload(secretary, branch, csv(line('甲', phone), line('乙', phone), ['丙', newPhone(), '正式党员', '', '2012-02-30'], ['丁', newPhone(), '积极分子'], ['', newPhone(), '正式党员'], line('戊', newPhone(), '=1+1')));
    expect(answer.body.errors.map((one) => [one.row, one.column])).toEqual([[3, '手机号'], [4, '入党日期'], [5, '党员类别'], [6, '姓名'], [7, '工作单位']]);
    expect((await world.as(secretary, rosterRoutes.apply, { unitId: branch.id, previewId: answer.body.previewId }))).toMatchObject({ status: 422, code: 'roster.rows-invalid' });
    expect(await roster(secretary, branch)).toHaveLength(1);
    const list = await download(secretary, `/units/${branch.id}/roster/previews/${answer.body.previewId}/errors`);
    expect(list.type).toContain('text/csv');
    const { table } = await readTable(list.bytes);
    expect(table[0]).toEqual(['行号', '列', '填的内容', '问题']);
    expect(table[5]).toEqual(['7', '工作单位', '\'=1+1', expect.stringContaining('公式')]);
    // What was previewed holds phones: sealed as a whole.
    expect(JSON.stringify(await world.rows('select to_json(r) r from roster_import r where id = $1', [answer.body.previewId]))).not.toContain(phone);
  });

  it('GB18030 和 UTF-16 存的表也认得', async () => {
    const { branch, secretary } = await withSecretary();
    const gb = Buffer.concat([Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xb3, 0xd4, 0xb1, 0xc0, 0xe0, 0xb1, 0xf0, 0x0d, 0x0a]), Buffer.from([0xc0, 0xee, 0xc3, 0xf4, 0x2c, 0xd5, 0xfd, 0xca, 0xbd, 0x0d, 0x0a])]);
    expect((await upload(secretary, branch, gb)).body.sample).toEqual([expect.objectContaining({ name: '李敏', status: 'full' })]);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('姓名\t党员类别\r\n李敏\t正式\r\n', 'utf16le')]);
    expect((await upload(secretary, branch, utf16)).body.sample).toEqual([expect.objectContaining({ name: '李敏' })]);
  });

  describe('不该收的文件', () => {
    /** A zip by hand: `claims` may lie about the size. */
    function zip(parts: { name: string; body: Buffer; claims?: number }[]): Buffer {
      const local: Buffer[] = [];
      const central: Buffer[] = [];
      let offset = 0;
      for (const { name, body, claims } of parts) {
        const packed = deflateRawSync(body);
        const rest = Buffer.alloc(20);
        rest.writeUInt16LE(8, 2); rest.writeUInt32LE(crc32(body), 8); rest.writeUInt32LE(packed.length, 12); rest.writeUInt32LE(claims ?? body.length, 16);
        const lengths = Buffer.alloc(4);
        lengths.writeUInt16LE(Buffer.byteLength(name));
        const one = Buffer.concat([Buffer.from('504b03041400', 'hex'), rest.subarray(0), lengths, Buffer.from(name), packed]);
        const tail = Buffer.alloc(14);
        tail.writeUInt32LE(offset, 10);
        central.push(Buffer.concat([Buffer.from('504b010214001400', 'hex'), rest, lengths, tail, Buffer.from(name)]));
        local.push(one);
        offset += one.length;
      }
      const directory = Buffer.concat(central);
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(parts.length, 8); end.writeUInt16LE(parts.length, 10); end.writeUInt32LE(directory.length, 12); end.writeUInt32LE(offset, 16);
      return Buffer.concat([...local, directory, end]);
    }
    const xlsx = (sheet: string): Buffer => zip([{ name: '[Content_Types].xml', body: Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>') },
      { name: 'xl/workbook.xml', body: Buffer.from('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>') },
      { name: 'xl/_rels/workbook.xml.rels', body: Buffer.from('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>') },
      { name: 'xl/worksheets/sheet1.xml', body: Buffer.from(sheet) }]);
    const cells = (row: number, ...texts: string[]) => `<row r="${row}">${texts.map((text, i) => `<c r="${'ABCDEFGH'[i] ?? 'Z'}${row}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
    const sheet = (rows: string) => `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;

    it('手写的 .xlsx 本身读得懂；公式格即使有算好的值也不收', async () => {
      const { branch, secretary } = await withSecretary();
      const formula = '<row r="3"><c r="A3" t="str"><f>CONCAT("李","敏")</f><v>李敏</v></c><c r="B3" t="inlineStr"><is><t>正式党员</t></is></c></row>';
      const answer = await upload(secretary, branch, xlsx(sheet(cells(1, '姓名', '党员类别') + cells(2, '陈建国', '正式党员') + formula)));
      expect(answer.body).toMatchObject({ created: 1, errorCount: 1, errors: [{ row: 3, column: '姓名', reason: expect.stringContaining('公式') }] });
    });

    const bad: [string, () => Buffer, number, string][] = [
      ['十万行', () => csv(...Array.from({ length: 100_000 }, (_, i) => [`人${i}`, '', '正式党员'])), 422, 'roster.too-many-rows'],
      ['十万行的 .xlsx', () => xlsx(sheet(cells(1, '姓名', '党员类别') + Array.from({ length: 100_000 }, (_, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${(i * 7919) % 99991}</v></c></row>`).join(''))), 422, 'roster.too-many-rows'],
      ['解压炸弹：200 MB 压成 200 KB', () => zip([{ name: 'xl/workbook.xml', body: Buffer.alloc(200 * 1024 * 1024, 32) }]), 422, 'roster.bomb'],
      ['谎报大小的解压炸弹', () => zip([{ name: 'xl/workbook.xml', body: Buffer.alloc(30 * 1024 * 1024, 32), claims: 1000 }]), 422, 'roster.bomb'],
      ['两千零一个小文件', () => zip(Array.from({ length: 2001 }, (_, i) => ({ name: `x${i}.xml`, body: Buffer.from('<a/>') }))), 422, 'roster.bomb'],
      ['自带实体定义的 XML', () => xlsx(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheet(cells(1, '姓名', '党员类别') + cells(2, '&amp;a;', '正式党员'))}`), 422, 'roster.not-a-table'],
      ['旧式 .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 422, 'roster.not-a-table'],
      ['改名的图片', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 422, 'roster.not-a-table'],
      ['截断的 .xlsx', () => xlsx(sheet(cells(1, '姓名', '党员类别'))).subarray(0, 200), 422, 'roster.not-a-table'],
      ['空文件', () => Buffer.alloc(0), 422, 'roster.columns-missing'],
      ['没有表头', () => Buffer.from('陈建国,13912345678'), 422, 'roster.columns-missing'],
      ['只有表头', () => csv(), 422, 'roster.empty'],
      ['四十兆', () => Buffer.alloc(40 * 1024 * 1024, 'a'), 413, 'input.too-large'],
    ];
    it.each(bad)('%s', async (_title, bytes, status, code) => {
      const { branch, secretary } = await withSecretary();
      const answer = await upload(secretary, branch, bytes());
      expect([answer.status, answer.code]).toEqual([status, code]);
      expect(await roster(secretary, branch)).toHaveLength(1);
    });
  });

  it('预览之后花名册变了，就不按旧预览导入；一小时后也不导', async () => {
    const { branch, secretary } = await withSecretary();
    const stale = await upload(secretary, branch, csv(line('甲', newPhone())));
    const newcomer = await world.make.member(branch);
    expect((await world.as(secretary, rosterRoutes.apply, { unitId: branch.id, previewId: stale.body.previewId })).code).toBe('roster.preview-gone');
    const old = await upload(secretary, branch, csv(line('甲', newPhone())));
    await world.rows('update roster_import set at = at - interval \'61 minutes\' where id = $1', [old.body.previewId]);
    expect((await world.as(secretary, rosterRoutes.apply, { unitId: branch.id, previewId: old.body.previewId })).code).toBe('roster.preview-gone');
    expect((await roster(secretary, branch)).map((one) => one.person.id).sort()).toEqual([secretary.id, newcomer.id].sort());
  });

  it('同一个预览点两次导入，只导一次', async () => {
    const { branch, secretary } = await withSecretary();
    const preview = await upload(secretary, branch, csv(line('甲', newPhone()), line('乙', newPhone())));
    await Promise.all([apply(secretary, branch, preview.body.previewId), apply(secretary, branch, preview.body.previewId)]);
    expect(await roster(secretary, branch)).toHaveLength(3);
    expect(await world.eventsOf('roster.imported', branch.id)).toHaveLength(1);
  });

  it('导到一半出错，一行也不留，任务说明白', async () => {
    const { branch, secretary } = await withSecretary();
    const preview = await upload(secretary, branch, csv(...Array.from({ length: 700 }, (_, i) => line(`第${i}位`, newPhone()))));
    await world.rows('create function planted_failure() returns trigger language plpgsql as $$ begin if (select count(*) from person where name = \'第650位\') > 0 then raise exception \'planted\'; end if; return new; end $$');
    await world.rows('create trigger planted after insert on membership for each statement execute function planted_failure()');
    const job = await apply(secretary, branch, preview.body.previewId);
    await world.rows('drop trigger planted on membership');
    expect(job).toMatchObject({ state: 'failed', error: '没有导入成功，花名册没有变动。请重新上传再试。', result: null });
    expect(await roster(secretary, branch)).toHaveLength(1);
    expect(await world.rows('select 1 from person where name = \'第1位\'')).toEqual([]);
  });

  it('八千行：看得见进度走到头，一个不多一个不少', async () => {
    const { branch, secretary } = await withSecretary();
    const preview = await upload(secretary, branch, csv(...Array.from({ length: 8000 }, (_, i) => line(`千人${i}`, newPhone(), `单位${i % 90}`))));
    expect(preview.body).toMatchObject({ rows: 8000, created: 8000, companies: 90 });
    const seen = new Set<number>();
    let job = await world.ok(secretary, rosterRoutes.apply, { unitId: branch.id, previewId: preview.body.previewId });
    for (let i = 0; i < 3000 && job.state === 'running'; i += 1) { await new Promise((done) => setTimeout(done, 20)); job = await world.ok(secretary, rosterRoutes.job, { unitId: branch.id, jobId: preview.body.previewId }); seen.add(job.done); }
    expect(job).toMatchObject({ state: 'done', done: 8000, total: 8000, result: { created: 8000 } });
    expect(seen.size).toBeGreaterThan(2);
    expect(await world.rows('select count(*)::int as n, count(distinct person_id)::int as people from membership where unit_id = $1', [branch.id])).toEqual([{ n: 8001, people: 8001 }]);
  }, 60_000);

  it('党总支导入：按“所属支部”落到下属支部；没有的支部说得出，换支部要先转出', async () => {
    const { branch, general } = await withSecretary();
    const secretary = await world.make.officer('secretary', general);
    const [p1, p2] = [newPhone(), newPhone()];
    const wrong = await upload(secretary, general, csv(line('甲', p1, '云帆软件', ['没有的支部'])));
    expect(wrong.body.errors).toEqual([expect.objectContaining({ column: '所属支部', reason: '下面没有这个支部，请核对名称。' })]);
    await apply(secretary, general, (await upload(secretary, general, csv(line('甲', p1, '云帆软件', [branch.name]), line('乙', p2)))).body.previewId);
    expect(await world.rows('select p.name, m.unit_id from membership m join person p on p.id = m.person_id join contact c on c.person_id = p.id where m.unit_id = any ($1) and p.name in (\'甲\', \'乙\') order by p.name desc', [[branch.id, general.id]])).toEqual([{ name: '甲', unit_id: branch.id }, { name: '乙', unit_id: general.id }]);
    const moved = await upload(secretary, general, csv(line('甲', p1, '云帆软件', [general.name])));
    expect(moved.body.errors).toEqual([expect.objectContaining({ column: '所属支部', reason: expect.stringContaining('请先办转出') })]);
  });

  it('离开过的同志回来，还是同一个人；还在别的支部的，另立一条，碰不到那边', async () => {
    const [here, there] = [await withSecretary(), await withSecretary()];
    const [p1, p2] = [newPhone(), newPhone()];
    const [left, staying] = [await world.make.member(there.branch, 'full', '回来的人'), await world.make.member(there.branch, 'full', '没走的人')];
    await world.make.withPhone(left, p1);
    await world.make.withPhone(staying, p2);
    await world.rows('update membership set ends_on = \'2025-01-01\', end_reason = \'transferred\' where person_id = $1', [left.id]);
    await apply(here.secretary, here.branch, (await upload(here.secretary, here.branch, csv(line('回来的人', p1), line('没走的人', p2)))).body.previewId);
    const ids = (await roster(here.secretary, here.branch)).map((one) => one.person.id);
    expect(ids).toContain(left.id);
    expect(ids).not.toContain(staying.id);
    expect(ids).toHaveLength(3);
  });

  it('导出：公式挡住，手机号是文本、默认遮着；完整的要说一声才给，并记下来；导出的表能原样导回', async () => {
    const { branch, secretary } = await withSecretary();
    const phone = newPhone();
    await apply(secretary, branch, (await upload(secretary, branch, csv(line('\'=cmd|calc', phone, '\'@SUM(A1)')))).body.previewId);
    const masked = await download(secretary, `/units/${branch.id}/roster/export?format=csv`);
    expect(masked.bytes.toString('utf8')).toContain(`'=cmd|calc,${phone.slice(0, 3)}****${phone.slice(-4)},正式党员,'@SUM(A1)`);
    for (const format of ['csv', 'xlsx']) {
      const full = await download(secretary, `/units/${branch.id}/roster/export?format=${format}&phones=full`);
      const { table, formulas } = await readTable(full.bytes);
      expect([table[0], formulas]).toEqual([header, []]);
      expect(table.find((row) => row[0] === '\'=cmd|calc')?.slice(0, 4)).toEqual(['\'=cmd|calc', phone, '正式党员', '\'@SUM(A1)']);
      expect((await upload(secretary, branch, full.bytes)).body).toMatchObject({ created: 0, updated: 0, unchanged: 2, errorCount: 0 });
    }
    expect((await world.rows('select details->>\'phones\' as phones from audit where action = \'roster.exported\' and actor_id = $1 order by at', [secretary.id]))).toEqual([{ phones: 'masked' }, { phones: 'full' }, { phones: 'full' }]);
  });

  it('别的支部的预览、任务、导出，一律没有找到；成员自己也不能导', async () => {
    const [here, there] = [await withSecretary(), await withSecretary()];
    const preview = await upload(there.secretary, there.branch, csv(line('甲', newPhone())));
    for (const previewId of [preview.body.previewId, '11111111111']) expect(await world.as(here.secretary, rosterRoutes.apply, { unitId: here.branch.id, previewId })).toMatchObject({ status: 404, code: 'not-found' });
    expect((await world.as(here.secretary, rosterRoutes.apply, { unitId: there.branch.id, previewId: preview.body.previewId })).status).toBe(404);
    expect((await download(here.secretary, `/units/${there.branch.id}/roster/export?format=csv`)).status).toBe(404);
    const member = await world.make.member(here.branch);
    expect((await upload(member, here.branch, csv(line('甲', newPhone())))).status).toBe(403);
  });
});
