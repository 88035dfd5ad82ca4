import { Injectable } from '@nestjs/common';
import type { rosterRoutes } from '@branch/shared/members/roster-routes';
import { openRoster, readLines, rosterColumns } from '@branch/shared/members/roster-rules';
import type { RosterFault, RosterRow } from '@branch/shared/members/roster-rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import { educationNames, membershipStatusNames } from '@branch/shared/roles';
import type { Education, MembershipStatus } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { hour, shanghaiDay } from '@branch/shared/time';
import { FieldCrypto } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Download } from '../kit/answers.js';
import type { Uploaded } from '../kit/handle.js';
import { newId } from '../kit/ids.js';
import { openMemberships } from './members.service.js';
import { People } from './people.js';
import { RosterImport } from './person.entity.js';
import { applyTask, RosterApply, rowsPlace } from './roster-apply.js';
import { readTable, writeTable } from './roster-file.js';
import { entriesOf, markOf, plan } from './roster-plan.js';

interface ImportRow { id: string; roster_mark: string; state: 'previewed' | 'running' | 'done' | 'failed'; done: number; total: number; result: { created: number; updated: number; unchanged: number } | null; error: string | null; at: Date; faults: number }
const previewFor = hour;
// Not rows_sealed: megabytes, and progress is asked for often.
const importColumns = 'id, roster_mark, state, done, total, result, error, at, (errors->>\'count\')::int as faults';
const jobOf = (row: ImportRow) => ({ jobId: row.id, state: row.state === 'previewed' ? 'running' as const : row.state, done: row.done, total: row.total, result: row.result, error: row.error });

/** Roster files (ORG-4): template, preview, import, export. */
@Injectable()
export class RosterService {
  constructor(private readonly db: Db, private readonly crypto: FieldCrypto, private readonly people: People, private readonly applying: RosterApply) {}

  async template(input: Input<typeof rosterRoutes.template>): Promise<Download> {
    const made = await writeTable(input.format, [rosterColumns.map((column) => column.title)], [['列', '怎么填'], ...rosterColumns.map((column) => [column.title, column.note])]);
    return { name: `花名册模板.${input.format}`, ...made };
  }

  /** Reads a file and shows what would change; nothing is written but the preview itself, sealed, for an hour. */
  async preview(input: Input<typeof rosterRoutes.preview>, me: Me, file: Uploaded | undefined) {
    if (!file) throw new Refusal('input.invalid', { fields: [{ path: 'file', message: '请选择一个文件' }] });
    const { table, formulas } = await readTable(file.bytes);
    const today = await this.db.read(async (db) => shanghaiDay(await db.now()));
    const reading = await this.reading(table, new Set(formulas), today);
    return this.db.write(async (tx) => {
      const entries = await entriesOf(tx, input.unitId);
      const beneath = await tx.sql<{ id: string; name: string }>('select id, name from unit where path @> array[$1]', [input.unitId]);
      const { planned, kept, faults: misplaced, counts } = await plan(reading.rows, entries, beneath, input.unitId, (phone) => this.people.blind(phone));
      const known = new Set((await tx.sql<{ name: string }>('select name from company where unit_id = $1', [input.unitId])).map((company) => company.name));
      const faults = [...reading.faults, ...misplaced].sort((a, b) => a.row - b.row);
      const id = newId();
      await tx.sql('delete from roster_import where unit_id = $1 and by = $2 and state = \'previewed\'', [input.unitId, me.personId]);
      await tx.insert(RosterImport, { id, unitId: input.unitId, by: me.personId, rowsSealed: this.crypto.seal(JSON.stringify({ rows: reading.rows, faults }), rowsPlace(id)), errors: { count: faults.length },
        rosterMark: markOf(entries), state: 'previewed', done: 0, total: reading.rows.length, result: null, error: null, at: await tx.now() });
      return {
        previewId: id, rows: reading.count, ...counts, errors: faults.slice(0, 1000), errorCount: faults.length, companies: [...new Set(reading.rows.flatMap((row) => row.company ?? []))].filter((name) => !known.has(name)).length,
        kept: kept.slice(0, 200), keptCount: kept.length,
        sample: planned.slice(0, 20).map((one) => ({ row: one.row.row, name: one.row.name, company: one.row.company ?? one.entry?.company ?? '', status: one.entry?.status ?? one.row.status, change: one.change })),
      };
    });
  }

  /** A thousand lines at a time, so that a roster of twenty thousand keeps nobody's message waiting. */
  private async reading(table: string[][], formulas: Set<string>, today: string) {
    const roster = openRoster(table);
    if (roster.refusal !== null) throw new Refusal(roster.refusal, roster.missing ? { missing: roster.missing } : undefined);
    const read = { count: roster.lines.length, rows: [] as RosterRow[], faults: [] as RosterFault[] };
    for (let at = 0; at < roster.lines.length; at += 1000) {
      const part = readLines(roster, at, at + 1000, formulas, today);
      read.rows.push(...part.rows);
      read.faults.push(...part.faults);
      await new Promise(setImmediate);
    }
    return read;
  }

  /** Starts the import of a preview: refused while it has errors, after an hour, or when the roster has changed since. Asked again, it answers the same job. */
  apply(input: Input<typeof rosterRoutes.apply>) {
    return this.db.write(async (tx) => {
      const row = await tx.found<ImportRow>(`select ${importColumns} from roster_import where id = $1 and unit_id = $2 for update`, [input.previewId, input.unitId]);
      if (row.state !== 'previewed') return jobOf(row);
      if (row.faults > 0) throw new Refusal('roster.rows-invalid', { errorCount: row.faults });
      if ((await tx.now()).getTime() - row.at.getTime() > previewFor || markOf(await entriesOf(tx, input.unitId)) !== row.roster_mark) throw new Refusal('roster.preview-gone');
      await tx.sql('update roster_import set state = \'running\' where id = $1', [row.id]);
      await tx.sql('select graphile_worker.add_job($1, json_build_object(\'importId\', $2::text), max_attempts := 3)', [applyTask, row.id]);
      await tx.audit('roster.import-asked', `roster-import:${row.id}`, { rows: row.total });
      return jobOf({ ...row, state: 'running' });
    });
  }

  job(input: Input<typeof rosterRoutes.job>) {
    return this.db.read(async (db) => jobOf(await db.found<ImportRow>(`select ${importColumns} from roster_import where id = $1 and unit_id = $2 and state <> 'previewed'`, [input.jobId, input.unitId])));
  }

  async errors(input: Input<typeof rosterRoutes.errors>): Promise<Download> {
    const row = await this.db.read((db) => db.found<{ id: string; rows_sealed: string }>('select id, rows_sealed from roster_import where id = $1 and unit_id = $2 and state = \'previewed\'', [input.previewId, input.unitId]));
    const { faults } = this.applying.open(row);
    const made = await writeTable('csv', [['行号', '列', '填的内容', '问题'], ...faults.map((one) => [String(one.row), one.column, one.value, one.reason])]);
    return { name: '花名册问题清单.csv', ...made };
  }

  /** The roster in the template's columns, to be mended and imported again. Leaving the house is on record; numbers in full only when asked for. */
  async export(input: Input<typeof rosterRoutes.export>): Promise<Download> {
    const full = input.phones === 'full';
    const rows = await this.db.write(async (tx) => {
      const found = await tx.sql<{ personId: string; name: string; status: MembershipStatus; company: string | null; joinedPartyOn: string | null; startsOn: string; birthYear: number | null; education: Education | null; branch: string; phoneSealed: string | null; phoneMasked: string | null }>(`
        select p.id as "personId", p.name, m.status, c.name as company, m.joined_party_on::text as "joinedPartyOn", m.starts_on::text as "startsOn", p.birth_year as "birthYear", p.education, case when u.id = $1 then '' else u.name end as branch,
          k.phone_sealed as "phoneSealed", k.phone_masked as "phoneMasked" from (select m.id from ${openMemberships}) o join membership m on m.id = o.id join unit u on u.id = m.unit_id join person p on p.id = m.person_id
          left join company c on c.id = m.company_id left join contact k on k.person_id = p.id order by p.name, m.id limit 20000`, [input.unitId]);
      await tx.audit('roster.exported', `unit:${input.unitId}`, { format: input.format, phones: full ? 'full' : 'masked', rows: found.length });
      return found;
    });
    const table: string[][] = [rosterColumns.map((column) => column.title)];
    for (const [index, row] of rows.entries()) {
      // Opening thousands of numbers takes its time; others get their turn in between.
      if (index % 500 === 499) await new Promise(setImmediate);
      const phone = row.phoneSealed === null ? '' : full ? this.people.open({ personId: row.personId, phoneSealed: row.phoneSealed }) : row.phoneMasked ?? '';
      table.push([row.name, phone, membershipStatusNames[row.status], row.company ?? '', row.joinedPartyOn ?? '', row.startsOn, row.birthYear === null ? '' : String(row.birthYear), row.education === null ? '' : educationNames[row.education], row.branch]);
    }
    return { name: `花名册.${input.format}`, ...await writeTable(input.format, table) };
  }
}
