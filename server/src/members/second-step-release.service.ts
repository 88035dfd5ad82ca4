import { Injectable } from '@nestjs/common';
import type { accountRoutes } from '@branch/shared/members/account-routes';
import { releaseHours, whyNotReleaseSecondStep } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { hour } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import { task } from '../kit/jobs.js';
import { People } from './people.js';
import { TokenBox } from './tokens.js';

const endTask = 'end-lost-second-step';

/**
 * Whoever has lost authenticator and recovery codes gets back in by a superior's word (ORG-6). Not at once: with a new code the superior could otherwise become the other.
 * For three days every device of the owner shows who said so, and one tap, or a code of the authenticator, keeps it.
 */
@Injectable()
export class SecondStepReleaseService {
  constructor(private readonly db: Db, private readonly people: People, private readonly tokens: TokenBox) {
    task(endTask, (payload) => this.end(String(payload.personId)));
  }

  /** Refuses with `second-step.not-yours`, `.none`, `.ending-already`; somebody who neither belongs to nor holds an office in the unit is not found. */
  release(input: Input<typeof accountRoutes.releaseSecondStep>, me: Me) {
    return this.db.asSystem('superiors answer for officers outside their private scope', async (tx) => {
      await tx.found(`select 1 from (select (app_now() at time zone 'Asia/Shanghai')::date as today) d where exists (select 1 from role_held where unit_id = $1 and person_id = $2 and (ends_on is null or ends_on > d.today))
        or exists (select 1 from membership where unit_id = $1 and person_id = $2 and (ends_on is null or ends_on > d.today))`, [input.unitId, input.personId]);
      const account = await tx.one<{ on: boolean; ending: boolean }>('select totp_sealed is not null as "on", totp_ends_at is not null as ending from account where person_id = $1 for update', [input.personId]);
      refuseIf(whyNotReleaseSecondStep(me, { ...await this.people.standing(tx, input.personId), on: account?.on ?? false, ending: account?.ending ?? false }));
      const endsAt = new Date((await tx.now()).getTime() + releaseHours * hour);
      await tx.sql('update account set totp_ends_at = $2, totp_ends_by = $3, totp_ends_reason = $4 where person_id = $1', [input.personId, endsAt, me.name, input.reason]);
      await tx.sql('select graphile_worker.add_job($1, json_build_object(\'personId\', $2::text), run_at := now() + $3 * interval \'1 hour\')', [endTask, input.personId, releaseHours]);
      await tx.audit('second-step.release-asked', `person:${input.personId}`, { unitId: input.unitId, personId: input.personId, reason: input.reason });
      await tx.announce('account.changed', { personId: input.personId, change: 'secondStepEnding' });
      return { endsAt };
    });
  }

  keep(me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const kept = await tx.sql('update account set totp_ends_at = null, totp_ends_by = null, totp_ends_reason = null where person_id = $1 and totp_ends_at is not null returning person_id', [me.personId]);
      if (kept.length === 0) throw new Refusal('second-step.not-ending');
      await tx.audit('second-step.kept', `person:${me.personId}`);
      return {};
    });
  }

  /** Repeating it is harmless; a release that was kept, or asked for anew since, does not end here. */
  private async end(personId: string): Promise<void> {
    await this.db.asSystem('a lost authenticator ends when its time has come', async (tx) => {
      const ended = await tx.sql(`update account set totp_sealed = null, totp_pending_sealed = null, totp_since = null, totp_ends_at = null, totp_ends_by = null, totp_ends_reason = null
        where person_id = $1 and totp_ends_at <= app_now() returning person_id`, [personId]);
      if (ended.length === 0) return;
      await tx.sql('delete from recovery_code where person_id = $1', [personId]);
      await this.tokens.endAllOf(tx, personId, 'account-changed');
      await tx.audit('second-step.released', `person:${personId}`, { personId });
      await tx.announce('account.changed', { personId, change: 'secondStepOff' });
    });
  }
}
