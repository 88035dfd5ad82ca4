import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Kit0000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    create table event (
      id text not null,
      name text not null,
      unit_id text,
      actor_id text,
      body jsonb not null,
      request_id text,
      at timestamptz not null,
      constraint pk_event primary key (id)
    );
    create index ix_event_unit_id_at on event (unit_id, at);
    create table audit (
      id text not null,
      at timestamptz not null,
      actor_id text,
      unit_id text,
      action text not null,
      object text not null,
      result text not null,
      details jsonb not null,
      request_id text,
      constraint pk_audit primary key (id)
    );
    create index ix_audit_unit_id_at on audit (unit_id, at);
    create table accepted (
      person_id text not null,
      client_id text not null,
      input_hash text not null,
      answer jsonb not null,
      at timestamptz not null,
      constraint pk_accepted primary key (person_id, client_id)
    );
    create table instance (
      key text not null,
      value jsonb not null,
      constraint pk_instance primary key (key)
    );
    create table stored_file (
      id text not null,
      unit_id text not null,
      owner_id text not null,
      width integer not null,
      height integer not null,
      bytes integer not null,
      at timestamptz not null,
      constraint pk_stored_file primary key (id)
    );
    create index ix_stored_file_owner_id on stored_file (owner_id);
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
