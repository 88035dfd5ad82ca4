import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Members0000000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    create table unit (
      id text not null,
      kind text not null,
      name text not null,
      parent_id text,
      path text array not null,
      form text,
      created_at timestamptz not null,
      constraint pk_unit primary key (id)
    );
    create index ix_unit_parent_id on unit (parent_id);
    create table company (
      id text not null,
      unit_id text not null,
      name text not null,
      constraint pk_company primary key (id)
    );
    create unique index ix_company_unit_id_name on company (unit_id, name);
    create table role_held (
      id text not null,
      person_id text not null,
      role text not null,
      unit_id text,
      column_id text,
      starts_on date not null,
      ends_on date,
      granted_by text,
      basis text not null,
      constraint pk_role_held primary key (id)
    );
    create index ix_role_held_unit_id on role_held (unit_id);
    create index ix_role_held_person_id on role_held (person_id);
    create table unit_rule (
      id text not null,
      unit_id text not null,
      key text not null,
      value jsonb not null,
      effective_from date not null,
      resolution text not null,
      adopted_by text,
      constraint pk_unit_rule primary key (id)
    );
    create unique index ix_unit_rule_unit_id_key_effective_from on unit_rule (unit_id, key, effective_from);
    create table person (
      id text not null,
      name text not null,
      birth_year smallint,
      education text,
      current_unit_id text,
      access_version integer not null default 0,
      created_at timestamptz not null,
      constraint pk_person primary key (id)
    );
    create table contact (
      person_id text not null,
      phone_sealed text not null,
      phone_blind text not null,
      phone_masked text not null,
      constraint pk_contact primary key (person_id)
    );
    create index ix_contact_phone_blind on contact (phone_blind);
    create table membership (
      id text not null,
      person_id text not null,
      unit_id text not null,
      company_id text,
      status text not null,
      status_since date not null,
      joined_party_on date,
      starts_on date not null,
      ends_on date,
      end_reason text,
      constraint pk_membership primary key (id)
    );
    create index ix_membership_person_id on membership (person_id);
    create index ix_membership_unit_id on membership (unit_id);
    create table consent (
      person_id text not null,
      purpose text not null,
      version text not null,
      given_at timestamptz,
      withdrawn_at timestamptz,
      constraint pk_consent primary key (person_id, purpose)
    );
    create table invitation (
      id text not null,
      code_hash text not null,
      unit_id text not null,
      person_id text not null,
      issued_by text,
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint pk_invitation primary key (id)
    );
    create index ix_invitation_unit_id on invitation (unit_id);
    create table join_request (
      id text not null,
      unit_id text not null,
      name text not null,
      phone_sealed text not null,
      phone_blind text not null,
      phone_masked text not null,
      note text not null,
      state text not null,
      reason text,
      decided_by text,
      asked_at timestamptz not null,
      constraint pk_join_request primary key (id)
    );
    create index ix_join_request_unit_id_asked_at on join_request (unit_id, asked_at);
    create table roster_import (
      id text not null,
      unit_id text not null,
      by text not null,
      rows_sealed text not null,
      errors jsonb not null,
      roster_mark text not null,
      state text not null,
      done integer not null,
      total integer not null,
      result jsonb,
      error text,
      at timestamptz not null,
      constraint pk_roster_import primary key (id)
    );
    create index ix_roster_import_unit_id on roster_import (unit_id);
    create table account (
      person_id text not null,
      login text,
      password_hash text,
      totp_sealed text,
      totp_step bigint not null default 0,
      activated_at timestamptz not null,
      constraint pk_account primary key (person_id)
    );
    create unique index ix_account_login on account (login);
    create table wechat_identity (
      app_id text not null,
      open_id text not null,
      person_id text not null,
      bound_at timestamptz not null,
      constraint pk_wechat_identity primary key (app_id, open_id)
    );
    create index ix_wechat_identity_person_id on wechat_identity (person_id);
    create table session (
      id text not null,
      person_id text not null,
      client text not null,
      device text not null,
      access_hash text not null,
      access_expires_at timestamptz not null,
      created_at timestamptz not null,
      last_used_on date not null,
      proved_at timestamptz not null,
      ended_at timestamptz,
      end_reason text,
      constraint pk_session primary key (id)
    );
    create index ix_session_person_id on session (person_id);
    create unique index ix_session_access_hash on session (access_hash);
    create table refresh_token (
      hash text not null,
      session_id text not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint pk_refresh_token primary key (hash)
    );
    create index ix_refresh_token_session_id on refresh_token (session_id);
    create table sign_in_failure (
      key text not null,
      count integer not null,
      last_at timestamptz not null,
      constraint pk_sign_in_failure primary key (key)
    );
    alter table contact add constraint fk_contact_person_id foreign key (person_id) references person(id);
    alter table membership add constraint fk_membership_person_id foreign key (person_id) references person(id);
    alter table membership add constraint fk_membership_unit_id foreign key (unit_id) references unit(id);
    alter table invitation add constraint fk_invitation_person_id foreign key (person_id) references person(id);
    alter table join_request add constraint fk_join_request_unit_id foreign key (unit_id) references unit(id);
    alter table account add constraint fk_account_person_id foreign key (person_id) references person(id);
    alter table wechat_identity add constraint fk_wechat_identity_person_id foreign key (person_id) references person(id);
    alter table session add constraint fk_session_person_id foreign key (person_id) references person(id);
    alter table refresh_token add constraint fk_refresh_token_session_id foreign key (session_id) references session(id);
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
