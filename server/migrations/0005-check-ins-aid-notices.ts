import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class CheckInsAidNotices0000000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    create table check_in_line (
      person_id text not null,
      unit_id text not null,
      day date not null,
      text text not null,
      at timestamptz not null,
      constraint pk_check_in_line primary key (person_id, unit_id, day)
    );
    create table service_item (
      id text not null,
      unit_id text not null,
      item text not null,
      provider_ids text array not null,
      form text not null,
      time text not null,
      notes text not null,
      category text not null,
      state text not null,
      fixed_year smallint,
      notice_until timestamptz,
      times_used integer not null default 0,
      constraint pk_service_item primary key (id)
    );
    create index ix_service_item_unit_id on service_item (unit_id);
    create table booking (
      id text not null,
      unit_id text not null,
      item_id text not null,
      asked_by text not null,
      provider_ids text array not null,
      wish text not null,
      state text not null,
      asked_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      reply text,
      constraint pk_booking primary key (id)
    );
    create index ix_booking_item_id on booking (item_id);
    create index ix_booking_asked_by on booking (asked_by);
    create table notice (
      id text not null,
      person_id text not null,
      source text not null,
      kind text not null,
      title text not null,
      text text not null,
      path text,
      at timestamptz not null,
      read_at timestamptz,
      constraint pk_notice primary key (id)
    );
    create unique index ix_notice_person_id_source on notice (person_id, source);
    create index ix_notice_person_id_at_id on notice (person_id, at, id);
    alter table service_item add constraint fk_service_item_unit_id foreign key (unit_id) references unit(id);
    alter table booking add constraint fk_booking_item_id foreign key (item_id) references service_item(id);
    alter table notice add constraint fk_notice_person_id foreign key (person_id) references person(id);
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
