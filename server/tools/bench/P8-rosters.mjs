// P8: a roster of 8,000 rows from .xlsx into the database, and one of 10,000 out of it, beside reading and writing such a file without a database.
import { createRequire } from 'node:module';
import { conclude, median, openMaker, pause, quick, serve } from './rig.mjs';
import { inRoot } from '../lib/places.mjs';

const [incoming, outgoing] = quick ? [400, 500] : [8000, 10_000];
const runs = quick ? 1 : 3;
const need = createRequire(inRoot('server', 'package.json'));
const { default: readXlsxFile } = need('read-excel-file/node');
const { default: writeXlsxFile } = need('write-excel-file/node');

const header = ['姓名', '手机号', '党员类别', '工作单位', '入党日期', '转入日期', '出生年份', '学历', '所属支部'];
let next = 13_000_000_000;
const table = (count, run) => [header, ...Array.from({ length: count }, (_, n) => [`千人${run}之${n}`, String((next += 1)), '正式党员', `单位${n % 90}`, '2012-07-01', '2024-03-05', '1985', '本科', ''])];
const written = async (rows) => Buffer.from(await (await writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String }))))).toBuffer());
const timed = async (work) => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const maker = await openMaker();
const ours = await serve('main', { HOST: '127.0.0.1' });
const { general } = await maker.make.chain();

/** Every run has a branch of its own, so that each imports into the same emptiness. */
async function newBranch() {
  const unit = await maker.make.unit('branch', general);
  const token = await maker.token(await maker.make.officer('secretary', unit));
  return async (method, path, body) => {
    const answer = await fetch(`${ours.url}/api/v1/units/${unit.id}/roster${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body } : {}) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
}

const took = { looked: [], stored: [], out: [], read: [], write: [] };
for (let run = 0; run <= runs; run += 1) {
  const ask = await newBranch();
  const rows = table(incoming, run);
  const file = await written(rows);
  const importing = async (bytes) => {
    const form = new FormData();
    form.set('file', new Blob([bytes]), '花名册.xlsx');
    const from = performance.now();
    const preview = await (await ask('POST', '/previews', form)).json();
    const looked = performance.now() - from;
    let job = await (await ask('POST', `/previews/${preview.previewId}/apply`, '{}')).json();
    while (job.state === 'running') { await pause(20); job = await (await ask('GET', `/jobs/${preview.previewId}`)).json(); }
    if (job.state !== 'done') throw new Error(`import ${job.state}: ${job.error}`);
    return { looked, stored: performance.now() - from - looked };
  };
  const { looked, stored } = await importing(file);
  const read = await timed(async () => { if ((await readXlsxFile(file)).length === 0) throw new Error('nothing read'); });
  const more = table(outgoing - incoming - 1, `${run}再`);
  await importing(await written(more));
  const went = await timed(async () => (await ask('GET', '/export?format=xlsx')).arrayBuffer());
  const wrote = await timed(() => written([...rows, ...more.slice(1)]));
  if (run > 0) for (const [name, ms] of Object.entries({ looked, stored, out: went, read, write: wrote })) took[name].push(ms);
}
await ours.stop();
await maker.close();
const beside = (name, mine, theirs, goal = { most: 3 }) => ({ name: `${name}, ms`, ours: median(mine), reference: median(took[theirs]), ratio: median(mine) / median(took[theirs]), ...goal });
const whole = took.looked.map((ms, run) => ms + took.stored[run]);
process.exit((await conclude('P8', [beside(`import of ${incoming} rows`, whole, 'read'), beside('… looked through', took.looked, 'read', {}), beside('… stored', took.stored, 'read', {}), beside(`export of ${outgoing} rows`, took.out, 'write')], { took })) > 0 ? 1 : 0);
