import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class SitesPosts0000000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    create table site (
      unit_id text not null,
      name text not null,
      banner text not null,
      introduction text not null,
      state text not null,
      exemplary boolean not null,
      applied_at timestamptz,
      online_at timestamptz,
      last_update_at timestamptz,
      constraint pk_site primary key (unit_id)
    );
    create table site_move (
      id text not null,
      unit_id text not null,
      from_state text,
      to_state text not null,
      actor_id text,
      reason text not null,
      at timestamptz not null,
      constraint pk_site_move primary key (id)
    );
    create index ix_site_move_unit_id_at on site_move (unit_id, at);
    create table site_column (
      id text not null,
      unit_id text not null,
      kind text not null,
      name text not null,
      position smallint not null,
      closed boolean not null default false,
      constraint pk_site_column primary key (id)
    );
    create index ix_site_column_unit_id_position on site_column (unit_id, position);
    create table post (
      id text not null,
      unit_id text not null,
      column_id text not null,
      author_id text not null,
      title text not null,
      text text not null,
      visibility text not null,
      published_at timestamptz not null,
      constraint pk_post primary key (id)
    );
    create index ix_post_author_id_published_at on post (author_id, published_at);
    create index ix_post_column_id_published_at_id on post (column_id, published_at, id);
    create index ix_post_unit_id_published_at_id on post (unit_id, published_at, id);
    create table message (
      id text not null,
      unit_id text not null,
      author_id text not null,
      text text not null,
      left_at timestamptz not null,
      answered_by text,
      answer text,
      answered_at timestamptz,
      constraint pk_message primary key (id)
    );
    create index ix_message_author_id_left_at on message (author_id, left_at);
    create index ix_message_unit_id_left_at_id on message (unit_id, left_at, id);
    alter table site add constraint fk_site_unit_id foreign key (unit_id) references unit(id);
    alter table site_column add constraint fk_site_column_unit_id foreign key (unit_id) references site(unit_id);
    alter table post add constraint fk_post_column_id foreign key (column_id) references site_column(id);
    alter table message add constraint fk_message_unit_id foreign key (unit_id) references unit(id);
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
