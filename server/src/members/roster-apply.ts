import { Injectable } from '@nestjs/common';
import type { RosterRow } from '@branch/shared/members/roster-rules';
import { Refusal, refusals } from '@branch/shared/refusals';
import { shanghaiDay } from '@branch/shared/time';
import { FieldCrypto } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { task } from '../kit/jobs.js';
import { log } from '../kit/log.js';
import { People } from './people.js';
import { entriesOf, markOf, plan } from './roster-plan.js';
import type { Planned } from './roster-plan.js';

export const applyTask = 'roster-apply';
export interface Kept { rows: RosterRow[]; faults: { row: number; column: string; value: string; reason: string }[] }
export const rowsPlace = (importId: string) => `roster_import:rows:${importId}`;
interface Import { id: string; unit_id: string; rows_sealed: string; roster_mark: string; state: string }
const chunk = 500;

/** Importing what was previewed: one transaction, all or nothing, in batches; progress is written beside it, so that it shows while it runs. */
@Injectable()
export class RosterApply {
  constructor(private readonly db: Db, private readonly crypto: FieldCrypto, private readonly people: People) {
    task(applyTask, (payload) => this.run(String(payload.importId)));
  }

  open(row: { id: string; rows_sealed: string }): Kept { return JSON.parse(this.crypto.open(row.rows_sealed, rowsPlace(row.id))) as Kept; }

  /** Repeating it is harmless: what was done is marked in the same transaction. */
  private async run(importId: string): Promise<void> {
    try {
      await this.db.asSystem('an import runs for the secretary who asked', async (tx) => {
        const job = await tx.one<Import>('select id, unit_id, rows_sealed, roster_mark, state from roster_import where id = $1', [importId]);
        if (job?.state !== 'running') return;
        // One import at a time in a unit (without holding up what others enter beneath it), and the roster must still be the one that was shown.
        await tx.found('select 1 from unit where id = $1 for no key update', [job.unit_id]);
        const entries = await entriesOf(tx, job.unit_id);
        if (markOf(entries) !== job.roster_mark) throw new Refusal('roster.preview-gone');
        const beneath = await tx.sql<{ id: string; name: string }>('select id, name from unit where path @> array[$1]', [job.unit_id]);
        const { planned, counts } = await plan(this.open(job).rows, entries, beneath, job.unit_id, (phone) => this.people.blind(phone));
        await this.save(tx, importId, job.unit_id, planned);
        await tx.sql('update roster_import set state = \'done\', done = total, result = $2, rows_sealed = \'\' where id = $1', [importId, JSON.stringify(counts)]);
        await tx.audit('roster.imported', `unit:${job.unit_id}`, { unitId: job.unit_id, ...counts });
        await tx.announce('roster.imported', { unitId: job.unit_id, created: counts.created, updated: counts.updated });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ err: error, importId }, 'roster import failed');
      const words = error instanceof Refusal ? refusals[error.code][1] : '没有导入成功，花名册没有变动。请重新上传再试。';
      await this.db.asSystem('an import that failed says so', (tx) => tx.sql('update roster_import set state = \'failed\', error = $2 where id = $1 and state = \'running\'', [importId, words]));
    }
  }

  private async save(tx: Tx, importId: string, unitId: string, planned: Planned[]): Promise<void> {
    const today = shanghaiDay(await tx.now());
    const companies = await this.companies(tx, unitId, planned);
    const work = planned.filter((one) => one.change !== 'same');
    for (let at = 0; at < work.length; at += chunk) {
      const part = work.slice(at, at + chunk);
      await this.add(tx, part.filter((one) => one.change === 'new'), companies, today);
      await this.change(tx, part.filter((one) => one.change === 'changed'), companies);
      await this.db.asSystem('progress shows while the import runs', (beside) => beside.sql('update roster_import set done = $2 where id = $1', [importId, at + part.length + (planned.length - work.length)]));
    }
  }

  private async companies(tx: Tx, unitId: string, planned: Planned[]): Promise<Map<string, string>> {
    const names = [...new Set(planned.flatMap((one) => (one.row.company ? [one.row.company] : [])))];
    await tx.sql('insert into company (id, unit_id, name) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing', [names.map(() => newId()), names.map(() => unitId), names]);
    const rows = await tx.sql<{ id: string; name: string }>('select id, name from company where unit_id = $1 and name = any ($2)', [unitId, names]);
    return new Map(rows.map((row) => [row.name, row.id]));
  }

  private async add(tx: Tx, part: Planned[], companies: Map<string, string>, today: string): Promise<void> {
    if (part.length === 0) return;
    const known = await this.returning(tx, part);
    const made = part.map((one) => ({ ...one, personId: known.get(`${one.phoneBlind ?? ''}\n${one.row.name}`) ?? null, id: newId() }));
    const fresh = made.filter((one) => one.personId === null);
    await tx.sql('insert into person (id, name, birth_year, education, current_unit_id, access_version, created_at) select id, name, year, education, null, 0, app_now() from unnest($1::text[], $2::text[], $3::smallint[], $4::text[]) as t(id, name, year, education)',
      [fresh.map((one) => one.id), fresh.map((one) => one.row.name), fresh.map((one) => one.row.birthYear), fresh.map((one) => one.row.education)]);
    await this.contacts(tx, fresh.flatMap((one) => (one.row.phone ? [{ personId: one.id, phone: one.row.phone }] : [])));
    await tx.sql(`insert into membership (id, person_id, unit_id, company_id, status, status_since, joined_party_on, starts_on, ends_on, end_reason)
      select id, person, unit, company, status, starts, joined, starts, null, null from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[]) as t(id, person, unit, company, status, joined, starts)`,
    [made.map(() => newId()), made.map((one) => one.personId ?? one.id), made.map((one) => one.unitId), made.map((one) => companies.get(one.row.company ?? '') ?? null), made.map((one) => one.row.status), made.map((one) => one.row.joinedPartyOn), made.map((one) => one.row.startsOn ?? today)]);
    await tx.sql('update person set access_version = access_version + 1 where id = any ($1)', [[...known.values()]]);
  }

  /** Persons of the same name and phone who belong nowhere now: they come back with their history. Whoever still belongs elsewhere is not touched. */
  private async returning(tx: Tx, part: Planned[]): Promise<Map<string, string>> {
    const rows = await tx.sql<{ blind: string; name: string; id: string }>(`select distinct on (c.phone_blind, p.name) c.phone_blind as blind, p.name, p.id from contact c join person p on p.id = c.person_id
      join unnest($1::text[], $2::text[]) as w(blind, name) on w.blind = c.phone_blind and w.name = p.name
      where not exists (select 1 from membership m where m.person_id = p.id and (m.ends_on is null or m.ends_on > (app_now() at time zone 'Asia/Shanghai')::date)) order by c.phone_blind, p.name, p.created_at`,
    [part.map((one) => one.phoneBlind), part.map((one) => one.row.name)]);
    return new Map(rows.map((row) => [`${row.blind}\n${row.name}`, row.id]));
  }

  private async contacts(tx: Tx, list: { personId: string; phone: string }[]): Promise<void> {
    const contacts = list.map((one) => this.people.contact(one.personId, one.phone));
    await tx.sql(`insert into contact (person_id, phone_sealed, phone_blind, phone_masked) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
      on conflict (person_id) do update set phone_sealed = excluded.phone_sealed, phone_blind = excluded.phone_blind, phone_masked = excluded.phone_masked`,
    [contacts.map((one) => one.personId), contacts.map((one) => one.phoneSealed), contacts.map((one) => one.phoneBlind), contacts.map((one) => one.phoneMasked)]);
  }

  /** What the file leaves empty stays as it is; the status has its own steps. */
  private async change(tx: Tx, part: Planned[], companies: Map<string, string>): Promise<void> {
    const changed = part.flatMap((one) => (one.entry ? [{ ...one, entry: one.entry }] : []));
    if (changed.length === 0) return;
    await tx.sql(`update person p set name = d.name, birth_year = coalesce(d.year, p.birth_year), education = coalesce(d.education, p.education)
      from unnest($1::text[], $2::text[], $3::smallint[], $4::text[]) as d(id, name, year, education) where p.id = d.id`,
    [changed.map((one) => one.entry.personId), changed.map((one) => one.row.name), changed.map((one) => one.row.birthYear), changed.map((one) => one.row.education)]);
    await this.contacts(tx, changed.flatMap((one) => (one.row.phone && one.phoneBlind !== one.entry.phoneBlind ? [{ personId: one.entry.personId, phone: one.row.phone }] : [])));
    await tx.sql(`update membership m set company_id = coalesce(d.company, m.company_id), joined_party_on = coalesce(d.joined, m.joined_party_on), starts_on = coalesce(d.starts, m.starts_on),
        status_since = case when m.status_since = m.starts_on then coalesce(d.starts, m.starts_on) else m.status_since end
      from unnest($1::text[], $2::text[], $3::date[], $4::date[]) as d(id, company, joined, starts) where m.id = d.id`,
    [changed.map((one) => one.entry.membershipId), changed.map((one) => companies.get(one.row.company ?? '') ?? null), changed.map((one) => one.row.joinedPartyOn), changed.map((one) => one.row.startsOn)]);
  }
}
