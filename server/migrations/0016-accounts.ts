import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Accounts0000000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    alter table account add column totp_pending_sealed text, add column totp_since timestamptz;
    update account set totp_since = activated_at where totp_sealed is not null;
    create table recovery_code (
      hash text not null,
      person_id text not null,
      used_at timestamptz,
      constraint pk_recovery_code primary key (hash)
    );
    create index ix_recovery_code_person_id on recovery_code (person_id);
    alter table recovery_code add constraint fk_recovery_code_person_id foreign key (person_id) references person(id);
    create table binding_code (
      hash text not null,
      person_id text not null,
      session_id text not null,
      expires_at timestamptz not null,
      constraint pk_binding_code primary key (hash)
    );
    create index ix_binding_code_person_id on binding_code (person_id);
    alter table binding_code add constraint fk_binding_code_person_id foreign key (person_id) references person(id);
    alter table person add column hides_company boolean not null default false;
    create table transfer (
      id text not null,
      person_id text not null,
      membership_id text not null,
      from_unit_id text not null,
      to_unit_id text not null,
      reason text not null,
      state text not null,
      released_by text not null,
      released_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      answer text,
      constraint pk_transfer primary key (id)
    );
    create index ix_transfer_from_unit_id on transfer (from_unit_id);
    create index ix_transfer_to_unit_id on transfer (to_unit_id);
    create index ix_transfer_membership_id on transfer (membership_id);
    alter table transfer add constraint fk_transfer_person_id foreign key (person_id) references person(id);
    alter table transfer add constraint fk_transfer_membership_id foreign key (membership_id) references membership(id);
    alter table transfer add constraint fk_transfer_from_unit_id foreign key (from_unit_id) references unit(id);
    alter table transfer add constraint fk_transfer_to_unit_id foreign key (to_unit_id) references unit(id);
    create index ix_audit_object on audit (object);

    -- Whoever may see that somebody belongs to a branch may see whether they let their phone be seen there; other consents stay one's own.
    create policy phone_shown on consent for select using (purpose = 'directoryPhone' and exists (select 1 from membership m where m.person_id = consent.person_id));
    `);
    for (const [table, inside] of Object.entries(closed)) {
      await runner.query(`alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy inside on ${table} using ((select app_is_system()) or ${inside}) with check ((select app_is_system()) or ${inside});`);
    }
    for (const table of ['audit', 'event']) {
      // Anybody's act leaves a trace; nobody reads the traces but in the name of the system, by the routes that name what they look for.
      await runner.query(`alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy adds on ${table} for insert with check (true); create policy reads on ${table} for select using ((select app_is_system()));`);
    }
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}

const closed: Record<string, string> = {
  recovery_code: 'person_id = (select app_person())',
  binding_code: 'person_id = (select app_person())',
  transfer: 'from_unit_id = any ((select app_beneath())::text[]) or to_unit_id = any ((select app_beneath())::text[]) or person_id = (select app_person())',
  company: 'unit_id = any ((select app_units())::text[]) or unit_id = any ((select app_beneath())::text[])',
  unit_rule: 'unit_id = any ((select app_units())::text[])',
};
