import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class PastStatus0000000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Membership is an interval (ORG-3): whoever changes a status, by a step or by a roster, what it was before stays, with its days.
    create table membership_past_status (
      membership_id text not null,
      starts_on date not null,
      status text not null,
      ends_on date not null,
      constraint pk_membership_past_status primary key (membership_id, starts_on)
    );
    alter table membership_past_status add constraint fk_membership_past_status_membership_id foreign key (membership_id) references membership (id);
    create function keep_past_status() returns trigger language plpgsql as $$ begin
      insert into membership_past_status (membership_id, starts_on, status, ends_on) values (old.id, old.status_since, old.status, new.status_since) on conflict do nothing;
      return null;
    end $$;
    -- What lasted no day was no status but a slip of the pen.
    create trigger keep_past_status after update of status, status_since on membership for each row when (new.status <> old.status and new.status_since > old.status_since) execute function keep_past_status();
    create trigger never_changes before update or delete or truncate on membership_past_status for each statement execute function refuse_change();

    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('grant select, insert on membership_past_status to %I', runtime);
        execute format('revoke update, delete on membership_past_status from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
