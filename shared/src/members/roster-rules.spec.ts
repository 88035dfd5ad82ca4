import { harmless, openRoster, readLines, statusKept } from './roster-rules.js';
import type { RosterReading } from './roster-rules.js';

/** The whole table at once, as a server reads it in parts of three. */
function readRoster(table: string[][], formulas: Set<string>, today: string): RosterReading {
  const roster = openRoster(table);
  if (roster.refusal !== null) return roster;
  const parts = Array.from({ length: Math.ceil(roster.lines.length / 3) }, (_, i) => readLines(roster, i * 3, i * 3 + 3, formulas, today));
  return { refusal: null, rows: parts.flatMap((part) => part.rows), faults: parts.flatMap((part) => part.faults) };
}


const header = ['姓名*', '手机号', '党员类别（必填）', '工作单位', '入党日期', '转入日期', '出生年份', '学历'];
const read = (...lines: string[][]) => readRoster([header, ...lines], new Set(), '2026-11-22');
const faultsOf = (...lines: string[][]) => { const reading = read(...lines); return reading.refusal === null ? reading.faults : []; };
const good = (name = '陈建国', phone = '13912345678') => [name, phone, '正式党员', '云帆软件', '2012-07-01', '2024/3/5', '1985', '硕士研究生'];

describe('已登记的党员身份', () => {
  it('文件里另写一样，也不改；每种情况都说该怎么办', () => {
    const all = ['full', 'probationary', 'onProbation', 'mobile'] as const;
    for (const one of all) expect(statusKept(one, one)).toBeNull();
    expect(all.flatMap((one) => all.filter((other) => other !== one).map((other) => statusKept(one, other)?.slice(0, 4)))).toEqual(['若原来登', '留党察看', '若原来登', '转正请在', '若原来登', '若原来登', '恢复党员', '若原来登', '若原来登', '若原来登', '若原来登', '若原来登']);
  });
});

describe('读花名册', () => {
  it('一行看得懂的', () => {
    const reading = read(good());
    expect(reading.refusal === null && reading.rows).toEqual([{ row: 2, name: '陈建国', phone: '13912345678', status: 'full', company: '云帆软件', joinedPartyOn: '2012-07-01', startsOn: '2024-03-05', birthYear: 1985, education: 'master', branch: null }]);
  });

  it('表头前有标题、列换了次序、中间有空行，都认；行号是文件里的行号', () => {
    const reading = readRoster([['云间大厦党员花名册'], [], ['党员类别', '序号', '姓 名'], ['预备', '1', '李敏'], ['', '', ''], ['正式', '2', '王强']], new Set(), '2026-11-22');
    expect(reading.refusal === null && reading.rows.map((row) => [row.row, row.name, row.status])).toEqual([[4, '李敏', 'probationary'], [6, '王强', 'full']]);
  });

  it.each<[string, string[][], string]>([['没有表头', [['陈建国', '13912345678']], 'roster.columns-missing'], ['少了党员类别', [['姓名', '手机号'], ['陈建国', '']], 'roster.columns-missing'], ['只有表头', [header], 'roster.empty'], ['空文件', [], 'roster.columns-missing'],
    ['两万零一行', [header, ...Array.from({ length: 20_001 }, (_, i) => good(`人${i}`, ''))], 'roster.too-many-rows']])('%s：不读', (_title, table, refusal) => {
    expect(readRoster(table, new Set(), '2026-11-22').refusal).toBe(refusal);
  });

  it.each<[string, number, string, string, string]>([
    ['没有姓名', 0, ' ', '姓名', '没有填姓名。'],
    ['姓名太长', 0, '长'.repeat(41), '姓名', '最多 40 个字。'],
    ['看不见的字符', 0, '陈\u202e建国', '姓名', '含有看不见的字符，请删去重填。'],
    ['手机号少一位', 1, '1391234567', '手机号', '手机号应是 11 位数字。'],
    ['手机号成了科学计数', 1, '1.39123E+10', '手机号', '手机号变成了科学计数，请把这一列设为文本后重填。'],
    ['没填类别', 2, '', '党员类别', '没有填党员类别。'],
    ['没有这种类别', 2, '积极分子', '党员类别', '党员类别应是：正式党员、预备党员、留党察看、流动党员。'],
    ['二月三十日', 4, '2012-02-30', '入党日期', '没有这一天，请核对。'],
    ['平年的二月二十九', 4, '2011.2.29', '入党日期', '没有这一天，请核对。'],
    ['写法不对', 4, '去年七一', '入党日期', '日期请写成 2012-07-01 这样。'],
    ['将来的日期', 5, '2026-11-23', '转入日期', '日期不能晚于今天。'],
    ['太早的日期', 4, '1900-01-01', '入党日期', '日期太早，请核对。'],
    ['出生年份', 6, '2015', '出生年份', '出生年份请写成 1990 这样的四位数。'],
    ['学历', 7, '秀才', '学历', '学历应是：博士、硕士、本科、大专、高中及以下。'],
    ['公式', 3, '=HYPERLINK("http://evil.example")', '工作单位', '这一格是公式，请改成值（复制后“选择性粘贴为数值”）。'],
  ])('%s：说得出哪一行哪一格、为什么', (_title, column, value, title, reason) => {
    const line = good();
    line[column] = value;
    expect(faultsOf(line)).toEqual([expect.objectContaining({ row: 2, column: title, reason })]);
  });

  it.each(['2012-07-01', '2012/7/1', '2012.07.01', '2012年7月1日', '20120701'])('日期 %s 认得', (text) => {
    const line = good();
    line[4] = text;
    const reading = read(line);
    expect(reading.refusal === null && reading.rows[0]?.joinedPartyOn).toBe('2012-07-01');
  });

  it.each(['+86 139 1234 5678', '139-1234-5678', '8613912345678'])('手机号 %s 认得', (text) => {
    const reading = read(good('陈建国', text));
    expect(reading.refusal === null && reading.rows[0]?.phone).toBe('13912345678');
  });

  it('手机号重复、没有手机号又同名同单位：指出与哪一行相同', () => {
    expect(faultsOf(good('甲'), good('乙'), good('丙', ''), good('丙', '')).map((fault) => [fault.row, fault.column, fault.reason])).toEqual([[3, '手机号', '与第 2 行的手机号相同。'], [5, '姓名', '与第 4 行同名同单位，又都没有手机号，分不清是谁。']]);
  });

  it('电子表格里的公式格，有算好的值也不收', () => {
    const reading = readRoster([header, good()], new Set(['1:3']), '2026-11-22');
    expect(reading.refusal === null && reading.faults).toEqual([{ row: 2, column: '工作单位', value: '云帆软件', reason: expect.stringContaining('公式') }]);
  });

  it('导出时挡住公式，再导入还是原样', () => {
    expect(['=1+1', '+1', '-1', '@x', '\t=1', '云帆'].map(harmless)).toEqual(['\'=1+1', '\'+1', '\'-1', '\'@x', '\'\t=1', '云帆']);
    const reading = read(good(harmless('-减号开头')));
    expect(reading.refusal === null && reading.rows[0]?.name).toBe('-减号开头');
  });
});
