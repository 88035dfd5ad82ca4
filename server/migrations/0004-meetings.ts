import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Meetings0000000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    create table ballot (
      id text not null,
      unit_id text not null,
      subject_id text not null,
      room_id text,
      title text not null,
      mode text not null,
      state text not null,
      eligible integer not null,
      opened_at timestamptz not null,
      closed_at timestamptz,
      approve integer not null default 0,
      against integer not null default 0,
      abstain integer not null default 0,
      constraint pk_ballot primary key (id)
    );
    create index ix_ballot_subject_id on ballot (subject_id);
    create table ballot_right (
      ballot_id text not null,
      person_id text not null,
      unit_id text not null,
      signed_in boolean not null,
      constraint pk_ballot_right primary key (ballot_id, person_id)
    );
    create table vote (
      ballot_id text not null,
      person_id text not null,
      unit_id text not null,
      choice text not null,
      client_id text not null,
      at timestamptz not null,
      constraint pk_vote primary key (ballot_id, person_id)
    );
    create table meeting (
      id text not null,
      unit_id text not null,
      room_id text not null,
      kind text not null,
      form text not null,
      title text not null,
      theme text not null,
      materials jsonb not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      state text not null,
      called_by text not null,
      chair_id text not null,
      strict_quorum boolean not null default false,
      expected integer not null default 0,
      voting_expected integer not null default 0,
      opened_at timestamptz,
      closed_at timestamptz,
      closed_how text,
      reason text,
      close_seq integer,
      minutes_version integer not null default 0,
      constraint pk_meeting primary key (id)
    );
    create index ix_meeting_state_ends_at on meeting (state, ends_at);
    create index ix_meeting_unit_id_starts_at_id on meeting (unit_id, starts_at, id);
    create table agenda_item (
      id text not null,
      meeting_id text not null,
      unit_id text not null,
      position smallint not null,
      title text not null,
      note text not null,
      constraint pk_agenda_item primary key (id)
    );
    create index ix_agenda_item_meeting_id_position on agenda_item (meeting_id, position);
    create table attendee (
      meeting_id text not null,
      person_id text not null,
      unit_id text not null,
      status text not null,
      observer boolean not null,
      votes boolean not null,
      reply text,
      leave_category text,
      leave_reason text,
      excluded_reason text,
      excluded_approved_by text,
      signed_in_at timestamptz,
      spoke_at timestamptz,
      constraint pk_attendee primary key (meeting_id, person_id)
    );
    create index ix_attendee_person_id on attendee (person_id);
    create table presence (
      id text not null,
      room_id text not null,
      unit_id text not null,
      person_id text not null,
      came_at timestamptz not null,
      lease_until timestamptz not null,
      constraint pk_presence primary key (id)
    );
    create index ix_presence_room_id_lease_until on presence (room_id, lease_until);
    create table room (
      id text not null,
      unit_id text not null,
      meeting_id text,
      title text not null,
      last_seq integer not null default 0,
      open boolean not null default false,
      agenda_item_id text,
      floor_id text,
      hands text array not null default '{}',
      muted text array not null default '{}',
      pinned_seq integer,
      constraint pk_room primary key (id)
    );
    create index ix_room_unit_id on room (unit_id);
    create table entry (
      room_id text not null,
      seq integer not null,
      unit_id text not null,
      author_id text,
      client_id text,
      kind text not null,
      body jsonb not null,
      input_hash text,
      gone text,
      at timestamptz not null,
      constraint pk_entry primary key (room_id, seq)
    );
    create index ix_entry_author_id_at on entry (author_id, at);
    create unique index ix_entry_room_id_author_id_client_id on entry (room_id, author_id, client_id);
    create table room_read (
      room_id text not null,
      person_id text not null,
      unit_id text not null,
      seq integer not null,
      constraint pk_room_read primary key (room_id, person_id)
    );
    create table minutes_draft (
      meeting_id text not null,
      unit_id text not null,
      content jsonb not null,
      revision integer not null,
      saved_at timestamptz not null,
      saved_by text,
      constraint pk_minutes_draft primary key (meeting_id)
    );
    create table minutes_version (
      meeting_id text not null,
      version integer not null,
      unit_id text not null,
      content jsonb not null,
      reason text,
      sha256 text not null,
      published_by text not null,
      published_at timestamptz not null,
      constraint pk_minutes_version primary key (meeting_id, version)
    );
    create table acknowledgement (
      meeting_id text not null,
      person_id text not null,
      unit_id text not null,
      version integer not null,
      at timestamptz not null,
      constraint pk_acknowledgement primary key (meeting_id, person_id)
    );
    create table late_statement (
      meeting_id text not null,
      person_id text not null,
      unit_id text not null,
      text text not null,
      at timestamptz not null,
      constraint pk_late_statement primary key (meeting_id, person_id)
    );
    create table reminder (
      id text not null,
      unit_id text not null,
      subject_id text not null,
      sent_by text not null,
      people integer not null,
      at timestamptz not null,
      constraint pk_reminder primary key (id)
    );
    alter table ballot_right add constraint fk_ballot_right_ballot_id foreign key (ballot_id) references ballot(id);
    alter table vote add constraint fk_vote_ballot_id foreign key (ballot_id) references ballot(id);
    alter table meeting add constraint fk_meeting_unit_id foreign key (unit_id) references unit(id);
    alter table agenda_item add constraint fk_agenda_item_meeting_id foreign key (meeting_id) references meeting(id);
    alter table attendee add constraint fk_attendee_meeting_id foreign key (meeting_id) references meeting(id);
    alter table minutes_draft add constraint fk_minutes_draft_meeting_id foreign key (meeting_id) references meeting(id);
    alter table minutes_version add constraint fk_minutes_version_meeting_id foreign key (meeting_id) references meeting(id);
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
