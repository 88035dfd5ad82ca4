import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Moderation0000000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- A post or message may wait for a person, or be taken from view: nothing is deleted (MOD-2, MOD-3).
    alter table post add column state text not null default 'published', add column restored_at timestamptz;
    alter table message add column state text not null default 'published', add column restored_at timestamptz;
    -- Beyond its branch only what is published is seen, by the database itself.
    drop policy wider on post;
    create policy wider on post for select using (state = 'published' and
      case visibility
        when 'members' then (select app_person()) is not null
        when 'community' then exists (select 1 from unit u join unit c on c.id = any (u.path) and c.kind = 'community' where u.id = post.unit_id and c.id = any ((select app_units())::text[]))
        when 'public' then exists (select 1 from site s where s.unit_id = post.unit_id and s.state = 'online')
        else false
      end);
    -- What is not published has no side effects: it counts for nobody's month (MOD-2, CHECK-3).
    create or replace view member_act with (security_invoker = true) as
      select author_id as person_id, unit_id, 'post' as kind, id as source_id, published_at as at, title as text, '/posts/post/index?unit=' || unit_id || '&id=' || id as path, md5(btrim(text)) as digest from post where state = 'published'
      union all select author_id, unit_id, 'message', id, left_at, text, '/posts/board/index?unit=' || unit_id, md5(btrim(text)) from message where state = 'published'
      union all select e.author_id, e.unit_id, 'statement', e.room_id || '-' || e.seq, e.at, coalesce(e.body->>'text', ''), '/rooms/room/index?unit=' || e.unit_id || '&id=' || e.room_id || '&at=' || e.seq,
        case when btrim(coalesce(e.body->>'text', '')) = '' then e.room_id || '-' || e.seq else md5(btrim(e.body->>'text')) end from entry e where e.kind = 'line' and e.gone is null
      union all select person_id, unit_id, 'checkInLine', person_id || '-' || day, at, text, null, person_id || '-' || day from check_in_line;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
