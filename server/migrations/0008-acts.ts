import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class Acts0000000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Posts may be meant for more than their branch (SITE-6). Reading only: who may write stays with the policy «inside».
    -- A community's members are those of every unit beneath it; public posts are seen while their site is online (SITE-1).
    create policy wider on post for select using (
      case visibility
        when 'members' then (select app_person()) is not null
        when 'community' then exists (select 1 from unit u join unit c on c.id = any (u.path) and c.kind = 'community' where u.id = post.unit_id and c.id = any ((select app_units())::text[]))
        when 'public' then exists (select 1 from site s where s.unit_id = post.unit_id and s.state = 'online')
        else false
      end);

    -- As before, with the pages' addresses of shared/src/paths.ts and a digest of the whole text, for what is said twice counts once.
    create or replace view member_act with (security_invoker = true) as
      select author_id as person_id, unit_id, 'post' as kind, id as source_id, published_at as at, title as text, '/sites/post/index?unit=' || unit_id || '&id=' || id as path, md5(btrim(text)) as digest from post
      union all select author_id, unit_id, 'message', id, left_at, text, '/sites/board/index?unit=' || unit_id, md5(btrim(text)) from message
      union all select e.author_id, e.unit_id, 'statement', e.room_id || '-' || e.seq, e.at, coalesce(e.body->>'text', ''), '/pages/room/index?unit=' || e.unit_id || '&id=' || e.room_id || '&at=' || e.seq,
        case when btrim(coalesce(e.body->>'text', '')) = '' then e.room_id || '-' || e.seq else md5(btrim(e.body->>'text')) end from entry e where e.kind = 'line' and e.gone is null
      union all select person_id, unit_id, 'checkInLine', person_id || '-' || day, at, text, null, person_id || '-' || day from check_in_line;

    -- The acts of a person in a unit between two moments, and which of them count: one said before in the same words within 30 days does not (CHECK-3).
    create function member_acts(person text, unit text, from_at timestamptz, to_at timestamptz) returns table (kind text, source_id text, at timestamptz, words text, path text, counts boolean) language sql stable as $$
      select x.kind, x.source_id, x.at, x.text, x.path, x.counts from (
        select a.*, coalesce(a.at - lag(a.at) over (partition by a.digest order by a.at, a.source_id) > interval '30 days', true) as counts
        from member_act a where a.person_id = $1 and a.unit_id = $2 and a.at >= $3 - interval '30 days' and a.at < $4) x
      where x.at >= $3
    $$;

    create function shanghai_day(moment timestamptz) returns date language sql immutable as $$ select (moment at time zone 'Asia/Shanghai')::date $$;
    create function shanghai_month_start(moment timestamptz) returns timestamptz language sql immutable as $$ select date_trunc('month', moment at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
