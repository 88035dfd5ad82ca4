import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class CommentsActions0000000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- What strangers can read is looked at first (MOD-6). A comment said among members, under a post that became public afterwards, was not: it was published at once,
    -- and it was said to members. Strangers read only those that passed while the post was public.
    alter table comment add column for_strangers boolean not null default false;
    select set_config('app.system', 'on', true);
    -- Of those there are, the ones surely written under what is public now: after its last change.
    update comment c set for_strangers = true from post p where p.id = c.post_id and p.visibility = 'public' and c.state = 'published' and c.at >= coalesce(p.edited_at, p.published_at);
    select set_config('app.system', '', true);
    drop policy wider on comment;
    create policy wider on comment for select using (author_id = (select app_person()) or (for_strangers or (select app_person()) is not null) and exists (select 1 from post p where p.id = comment.post_id));

    -- What was said to be done may turn out not to be: who opened it again last, and why. The audit log has every time.
    alter table action_item add column reopened_at timestamptz, add column reopened_by text, add column reopened_words text;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
