import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forward only: a mistake is mended by the next migration. */
export class RoomsPages0000000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- The room's page stands in a package of its own (shared/src/paths.ts): the mini-program's main package must stay small.
    create or replace view member_act with (security_invoker = true) as
      select author_id as person_id, unit_id, 'post' as kind, id as source_id, published_at as at, title as text, '/posts/post/index?unit=' || unit_id || '&id=' || id as path, md5(btrim(text)) as digest from post
      union all select author_id, unit_id, 'message', id, left_at, text, '/posts/board/index?unit=' || unit_id, md5(btrim(text)) from message
      union all select e.author_id, e.unit_id, 'statement', e.room_id || '-' || e.seq, e.at, coalesce(e.body->>'text', ''), '/rooms/room/index?unit=' || e.unit_id || '&id=' || e.room_id || '&at=' || e.seq,
        case when btrim(coalesce(e.body->>'text', '')) = '' then e.room_id || '-' || e.seq else md5(btrim(e.body->>'text')) end from entry e where e.kind = 'line' and e.gone is null
      union all select person_id, unit_id, 'checkInLine', person_id || '-' || day, at, text, null, person_id || '-' || day from check_in_line;
    update notice set path = replace(path, '/pages/room/', '/rooms/room/') where path like '/pages/room/%';
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
