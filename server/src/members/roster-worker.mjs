// Reads and writes roster files in a thread of its own, with bounds on memory and time set by roster-file.ts: a hostile or huge file costs
// this thread, not the people in a meeting. Plain JavaScript, because a worker is loaded by path, in tests from the source.
import { parentPort, workerData } from 'node:worker_threads';

const maxUnpacked = 20 * 1024 * 1024;
const maxEntries = 2000;
const maxRatio = 100;
const maxColumns = 60;
/** Rows an .xlsx may have at all, empty ones with a format included; how many may be filled in is a rule. */
const maxSheetRows = 60_000;

class No extends Error {}

const textOf = (value) => (value === null || value === undefined ? '' : value instanceof Date ? value.toISOString().slice(0, 10) : String(value));

/** All parts of the package as bytes, having obeyed the limits while unpacking. */
async function unpack(bytes) {
  const { default: yauzl } = await import('yauzl');
  const zip = await new Promise((done, fail) => yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) => (error ? fail(new No('roster.not-a-table')) : done(opened))));
  if (zip.entryCount > maxEntries) throw new No('roster.bomb');
  const parts = new Map();
  let total = 0;
  await new Promise((done, fail) => {
    zip.on('error', () => fail(new No('roster.not-a-table')));
    zip.on('end', done);
    zip.on('entry', (entry) => {
      total += entry.uncompressedSize;
      // The directory already tells most bombs; an entry that lies about its size is stopped by validateEntrySizes.
      if (total > maxUnpacked || entry.uncompressedSize > Math.max(maxRatio * entry.compressedSize, 64 * 1024)) return fail(new No('roster.bomb'));
      zip.openReadStream(entry, (error, stream) => {
        if (error) return fail(new No('roster.not-a-table'));
        const chunks = [];
        stream.on('error', () => fail(new No('roster.bomb')));
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => { parts.set(entry.fileName.replace(/^\//, ''), Buffer.concat(chunks)); zip.readEntry(); });
      });
    });
    zip.readEntry();
  });
  return parts;
}

/** The XML of the first sheet, in the order the workbook lists them. */
function firstSheet(parts) {
  const book = parts.get('xl/workbook.xml')?.toString('utf8') ?? '';
  const relations = parts.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '';
  const wanted = /<sheet\b[^>]*\br:id="([^"]+)"/.exec(book)?.[1];
  const relation = [...relations.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => tag).find((tag) => /\bId="([^"]+)"/.exec(tag)?.[1] === wanted);
  const target = /\bTarget="([^"]+)"/.exec(relation ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  const sheet = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  if (!sheet) throw new No('roster.not-a-table');
  return sheet.toString('utf8');
}

const columnIndex = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** `row:column` (from 0) of cells holding a formula: the library would give their cached value as if it had been typed. */
function formulasIn(xml) {
  const found = [];
  for (let at = xml.indexOf('<f'); at !== -1; at = xml.indexOf('<f', at + 2)) {
    if (!' />\n\r\t'.includes(xml[at + 2] ?? '')) continue;
    const cell = /\br="([A-Z]{1,3})(\d{1,7})"/.exec(xml.slice(xml.lastIndexOf('<c ', at), at));
    if (cell) found.push(`${Number(cell[2]) - 1}:${columnIndex(cell[1])}`);
  }
  return found;
}

async function readXlsx(bytes) {
  const parts = await unpack(bytes);
  for (const [name, part] of parts) if (/\.(xml|rels)$/.test(name) && /<!(DOCTYPE|ENTITY)/i.test(part.toString('latin1'))) throw new No('roster.not-a-table');
  const xml = firstSheet(parts);
  if ((xml.match(/<row[\s>]/g) ?? []).length > maxSheetRows) throw new No('roster.too-many-rows');
  const { readSheet } = await import('read-excel-file/node');
  const rows = await readSheet(bytes).catch(() => { throw new No('roster.not-a-table'); });
  return { table: rows.map((row) => row.slice(0, maxColumns).map(textOf)), formulas: formulasIn(xml) };
}

/** UTF-8 with or without mark, UTF-16 with mark (Excel's «Unicode text»), else GB18030, which Chinese Excel still saves. */
function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try { return new TextDecoder(encoding, { fatal: true }).decode(bytes); } catch { /* the next one */ }
  }
  throw new No('roster.not-a-table');
}

async function readCsv(bytes) {
  if (bytes.includes(0) && !(bytes[0] === 0xff && bytes[1] === 0xfe)) throw new No('roster.not-a-table');
  const text = decode(bytes);
  // Counted before parsing; a line break within quotes counts too, which no roster has by the ten thousand.
  if ((text.match(/\n/g) ?? []).length > maxSheetRows) throw new No('roster.too-many-rows');
  const head = text.slice(0, 2000).split(/\r?\n/, 10).find((line) => line.includes('姓名')) ?? '';
  const delimiter = [',', '\t', ';', '，'].sort((a, b) => head.split(b).length - head.split(a).length)[0];
  const { parse } = await import('csv-parse/sync');
  try {
    const table = parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
    return { table: table.map((row) => row.slice(0, maxColumns)), formulas: [] };
  } catch { throw new No('roster.not-a-table'); }
}

async function read(bytes) {
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0x504b0304) return readXlsx(bytes);
  // The old binary .xls.
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0) throw new No('roster.not-a-table');
  return readCsv(bytes);
}

/** Every cell as text: a phone stays eleven digits, and nothing is ever a formula. */
async function write(sheets) {
  const { default: writeXlsx } = await import('write-excel-file/node');
  return writeXlsx(sheets.map(({ name, rows, widths }) => ({
    sheet: name, columns: widths.map((width) => ({ width })), stickyRowsCount: 1,
    data: rows.map((row, index) => row.map((value) => (value === '' ? null : { value, type: String, ...(index === 0 ? { fontWeight: 'bold' } : {}) }))),
  }))).toBuffer();
}

try {
  const { what, bytes, sheets } = workerData;
  parentPort.postMessage(what === 'read' ? await read(Buffer.from(bytes)) : { bytes: await write(sheets) });
} catch (error) {
  if (!(error instanceof No)) throw error;
  parentPort.postMessage({ refusal: error.message });
}
