import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { dutyRoutes } from '@branch/shared/posts/duty-routes';
import { weekdayOf } from '@branch/shared/posts/first-response';
import { refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';

type Duty = Result<typeof dutyRoutes.duty>;
/** Roles whose holders answer a unit's board; a community's or district's own is answered by its staff. */
export const boardTeam = ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff'];
const held = 'r.role = any ($2) and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))';
const shown = `select d.weekday, jsonb_build_object('id', p.id, 'name', p.name) as person from board_duty d join person p on p.id = d.person_id
  where d.unit_id = $1 and exists (select 1 from role_held r where r.person_id = d.person_id and r.unit_id = $1 and ${held})`;
const team = `select p.id, p.name from person p where exists (select 1 from role_held r where r.person_id = p.id and r.unit_id = $1 and ${held}) order by p.name, p.id limit 100`;

/** Who is on duty on this day: told first of a new message. Who left the team is no longer on duty, whatever the list says; nobody: the whole team. */
export async function onDuty(db: Reading, unitId: string, at: Date): Promise<string | null> {
  return (await db.one<{ person: { id: string } }>(`${shown} and d.weekday = $3`, [unitId, boardTeam, weekdayOf(at)], 'duty_today'))?.person.id ?? null;
}

/** The weekly duty list of the board (SITE-9), set by the secretary. */
@Injectable()
export class DutyService {
  constructor(private readonly db: Db) {}

  duty(input: Input<typeof dutyRoutes.duty>) { return this.db.read((db) => this.read(db, input.unitId)); }

  setDuty(input: Input<typeof dutyRoutes.setDuty>, me: Me) {
    return this.db.write(async (tx) => {
      await tx.found('select 1 from site where unit_id = $1 for update', [input.unitId]);
      const able = new Set((await tx.sql<{ id: string }>(team, [input.unitId, boardTeam], 'duty_team')).map((one) => one.id));
      const wanted = input.days.filter((day) => day.personId !== null);
      refuseIf(wanted.some((day) => !able.has(day.personId ?? '')) ? 'duty.not-of-team' : null);
      await tx.sql('delete from board_duty where unit_id = $1', [input.unitId]);
      for (const day of new Map(wanted.map((one) => [one.weekday, one.personId]))) await tx.sql('insert into board_duty (unit_id, weekday, person_id, set_by, set_at) values ($1, $2, $3, $4, app_now())', [input.unitId, day[0], day[1], me.personId]);
      await tx.audit('board.duty', input.unitId, { days: input.days });
      return this.read(tx, input.unitId);
    });
  }

  private async read(db: Reading, unitId: string): Promise<Duty> {
    const days = await db.sql<{ weekday: number; person: Duty['today'] }>(`${shown} order by d.weekday`, [unitId, boardTeam], 'duty_week');
    const today = weekdayOf(await db.now());
    return {
      today: days.find((day) => day.weekday === today)?.person ?? null,
      days: Array.from({ length: 7 }, (_, i) => ({ weekday: i + 1, person: days.find((day) => day.weekday === i + 1)?.person ?? null })),
      team: await db.sql<{ id: string; name: string }>(team, [unitId, boardTeam], 'duty_team'),
    };
  }
}
