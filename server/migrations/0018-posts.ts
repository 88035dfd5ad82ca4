import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may read a post (the policies of `post`) may read what stands beneath it. */
const readable = (table: string) => `exists (select 1 from post p where p.id = ${table}.post_id)`;
const inside = (table: string) => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy inside on ${table} using (unit_id = any ((select app_units())::text[]) or (select app_is_system())) with check (unit_id = any ((select app_units())::text[]) or (select app_is_system()));`;

/** Forward only: a mistake is mended by the next migration. */
export class Posts0000000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Structured blocks (SITE-7). The column «text» holds all that can be read of them, for search, excerpts and counting.
    alter table post add column blocks jsonb not null default '[]', add column characters integer not null default 0, add column file_ids text[] not null default '{}',
      add column revision integer not null default 1, add column edited_at timestamptz, add column comment_count integer not null default 0;
    select set_config('app.system', 'on', true);
    update post set characters = char_length(replace(text, e'\\n', '')),
      blocks = (select coalesce(jsonb_agg(jsonb_build_object('type', 'paragraph', 'text', btrim(part, e' \\n\\r\\t')) order by n), '[]') from regexp_split_to_table(text, e'\\\\n[ \\\\t]*\\\\n') with ordinality as x(part, n) where btrim(part, e' \\n\\r\\t') <> '');
    select set_config('app.system', '', true);
    create index ix_post_file_ids on post using gin (file_ids);
    create index ix_post_wider on post (published_at, id) where visibility <> 'branch';

    -- Versions before the one that stands in «post».
    create table post_revision (
      unit_id text not null,
      post_id text not null,
      revision integer not null,
      title text not null,
      blocks jsonb not null,
      author_id text not null,
      at timestamptz not null,
      constraint pk_post_revision primary key (post_id, revision)
    );
    -- A floor has a number, a reply stands beneath one (SITE-8).
    create table comment (
      id text not null,
      unit_id text not null,
      post_id text not null,
      author_id text not null,
      parent_id text,
      quote_id text,
      floor integer,
      text text not null,
      at timestamptz not null,
      state text not null default 'published',
      restored_at timestamptz,
      constraint pk_comment primary key (id)
    );
    create unique index ix_comment_post_id_floor on comment (post_id, floor);
    create index ix_comment_parent_id_at on comment (parent_id, at);
    create index ix_comment_author_id_at on comment (author_id, at);
    create table post_reaction (
      unit_id text not null,
      post_id text not null,
      person_id text not null,
      kind text not null,
      at timestamptz not null,
      constraint pk_post_reaction primary key (post_id, person_id, kind)
    );
    -- How often a post's page was opened on a day, by nobody in particular (SITE-10).
    create table page_visit (
      unit_id text not null,
      post_id text not null,
      day date not null,
      visits integer not null,
      constraint pk_page_visit primary key (post_id, day)
    );
    create table post_draft (
      person_id text not null,
      id text not null,
      unit_id text not null,
      post_id text,
      revision integer,
      column_id text,
      title text not null,
      visibility text not null,
      blocks jsonb not null,
      note text not null default '',
      saved_at timestamptz not null,
      constraint pk_post_draft primary key (person_id, id)
    );
    create index ix_post_draft_person_id_saved_at on post_draft (person_id, saved_at);
    alter table post_revision add constraint fk_post_revision_post_id foreign key (post_id) references post(id);
    alter table comment add constraint fk_comment_post_id foreign key (post_id) references post(id);
    alter table post_reaction add constraint fk_post_reaction_post_id foreign key (post_id) references post(id);
    alter table page_visit add constraint fk_page_visit_post_id foreign key (post_id) references post(id);

    ${['post_revision', 'comment', 'post_reaction', 'page_visit'].map(inside).join('\n    ')}
    create policy wider on comment for select using (author_id = (select app_person()) or ${readable('comment')});
    create policy said on comment for insert with check (author_id = (select app_person()) and exists (select 1 from post p where p.id = comment.post_id and p.unit_id = comment.unit_id));
    create policy mine on comment for update using (author_id = (select app_person())) with check (author_id = (select app_person()));
    create policy wider on post_reaction for select using (${readable('post_reaction')});
    create policy said on post_reaction for insert with check (person_id = (select app_person()) and exists (select 1 from post p where p.id = post_reaction.post_id and p.unit_id = post_reaction.unit_id));
    create policy mine on post_reaction for delete using (person_id = (select app_person()));
    alter table post_draft enable row level security; alter table post_draft force row level security;
    create policy mine on post_draft using (person_id = (select app_person()) or (select app_is_system())) with check (person_id = (select app_person()) or (select app_is_system()));

    -- The count that orders a column (热门, 未回应) follows the comments themselves, whoever publishes or hides one; who comments from another branch may not change the post.
    create function comment_counted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), '');
    begin
      perform set_config('app.system', 'on', true);
      update post set comment_count = (select count(*) from comment c where c.post_id = new.post_id and c.state = 'published') where id = new.post_id;
      perform set_config('app.system', before, true);
      return null;
    end $$;
    create trigger counted after insert or update of state on comment for each row execute function comment_counted();
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
