import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the words of published minutes are: title, agenda, statements with their speakers, decisions, actions, remarks. */
const minutesWords = `concat_ws(e'\\n', (select m.title from meeting m where m.id = new.meeting_id), new.content->>'remarks',
      (select string_agg(concat_ws(e'\\n', a->>'title', a->>'summary'), e'\\n') from jsonb_array_elements(new.content->'agenda') a),
      (select string_agg(concat_ws(e'\\n', s->>'speaker', s->>'text'), e'\\n') from jsonb_array_elements(new.content->'statements') s),
      (select string_agg(d->>'title', e'\\n') from jsonb_array_elements(new.content->'decisions') d),
      (select string_agg(concat_ws(e'\\n', t->>'text', t->>'owner'), e'\\n') from jsonb_array_elements(new.content->'actions') t))`;
/** What the policies of «post», «comment» and «minutes_version» say, about an entry. */
const readable = `e.shown and case when of_kind = 'minutes' then e.unit_id = any (minutes_of) else e.unit_id = any (mine) or case e.visibility
            when 'members' then known
            when 'community' then exists (select 1 from unit u where u.id = e.unit_id and u.path && communities)
            when 'public' then exists (select 1 from site s where s.unit_id = e.unit_id and s.state = 'online')
            else false end end`;
const entering = (table: string) => `create trigger search_follows after insert or update of ${table === 'post' ? 'title, text, state, visibility, published_at' : 'text, state'} or delete on ${table} for each row execute function search_${table}();`;

/** Forward only: a mistake is mended by the next migration. */
export class SearchPublic0000000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Under which name a member appears where strangers read (SITE-5); null: by the family name only.
    alter table person add column public_name text;
    create function public_name(name text, chosen text) returns text language sql immutable as $$
      select coalesce(nullif(chosen, ''), case when name = '匿名' then name when ascii(left(name, 1)) not between 13312 and 40959 then '一位同志'
        when length(name) > 2 and left(name, 2) = any (array['欧阳','上官','司马','诸葛','东方','尉迟','公孙','慕容','令狐','皇甫','夏侯','司徒','端木','长孙','宇文','南宫','独孤']) then left(name, 2) || '同志' else left(name, 1) || '同志' end)
    $$;
    -- As whoever is asking may read it: a visitor reads the public name.
    create function name_shown(name text, chosen text) returns text language sql stable as $$
      select case when app_person() is null and not app_is_system() then public_name(name, chosen) else name end
    $$;

    -- What search finds things by: one row for everything that is published, made by triggers, so that no writer can forget it and nothing pending, hidden or
    -- withdrawn is ever in it. Row-level security keeps an index from being used before the policy is asked (no array operator is leakproof), therefore
    -- nobody reads this table but app_search, which asks the same questions as the policies of «post», «comment» and «minutes_version».
    create table search_entry (
      kind text not null,
      id text not null,
      unit_id text not null,
      parent_id text,
      visibility text not null,
      shown boolean not null,
      at timestamptz not null,
      words text not null,
      constraint pk_search_entry primary key (kind, id)
    );
    create index ix_search_entry_parent_id on search_entry (parent_id);
    create index ix_search_entry_kind_at_id on search_entry (kind, at, id);
    -- Width, case and breaks do not matter.
    create function search_form(words text) returns text language sql immutable parallel safe as $$ select lower(regexp_replace(normalize(words, NFKC), '\\s+', ' ', 'g')) $$;
    -- Every two characters that stand side by side: Chinese has no spaces to part words by, and pg_trgm needs three characters.
    create function search_grams(words text) returns text[] language sql immutable parallel safe as $$
      select coalesce(array_agg(x || y) filter (where x <> ' ' and y <> ' '), '{}') from unnest(string_to_array(words, null), (string_to_array(words, null))[2:]) pairs (x, y)
    $$;
    create index ix_search_entry_grams on search_entry using gin (search_grams(words)) with (fastupdate = off);

    create function search_post() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if tg_op = 'DELETE' then delete from search_entry where parent_id = old.id and kind = 'comment' or kind = 'post' and id = old.id; return null; end if;
      insert into search_entry (kind, id, unit_id, visibility, shown, at, words) values ('post', new.id, new.unit_id, new.visibility, new.state = 'published', new.published_at, case when new.state = 'published' then search_form(new.title || e'\\n' || new.text) else '' end)
        on conflict (kind, id) do update set visibility = excluded.visibility, shown = excluded.shown, at = excluded.at, words = excluded.words;
      if tg_op = 'UPDATE' and (old.state, old.visibility) is distinct from (new.state, new.visibility) then
        update search_entry set visibility = new.visibility, shown = new.state = 'published' where kind = 'comment' and parent_id = new.id;
      end if;
      return null;
    end $$;
    create function search_comment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), '');
    begin
      if tg_op = 'DELETE' then delete from search_entry where kind = 'comment' and id = old.id; return null; end if;
      if new.state <> 'published' then delete from search_entry where kind = 'comment' and id = new.id; return null; end if;
      perform set_config('app.system', 'on', true);
      insert into search_entry (kind, id, unit_id, parent_id, visibility, shown, at, words) select 'comment', new.id, new.unit_id, new.post_id, p.visibility, p.state = 'published', new.at, search_form(new.text) from post p where p.id = new.post_id
        on conflict (kind, id) do update set words = excluded.words, shown = excluded.shown, visibility = excluded.visibility;
      perform set_config('app.system', before, true);
      return null;
    end $$;
    -- The latest version; drafts have no row here, so that minutes are found when they are published and not before.
    create function search_minutes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare before text := coalesce(current_setting('app.system', true), '');
    begin
      perform set_config('app.system', 'on', true);
      insert into search_entry (kind, id, unit_id, visibility, shown, at, words) select 'minutes', new.meeting_id, new.unit_id, 'unit', true, new.published_at, search_form(${minutesWords})
        on conflict (kind, id) do update set at = excluded.at, words = excluded.words;
      perform set_config('app.system', before, true);
      return null;
    end $$;
    ${entering('post')}
    ${entering('comment')}
    create trigger search_follows after insert on minutes_version for each row execute function search_minutes();

    select set_config('app.system', 'on', true);
    insert into search_entry (kind, id, unit_id, visibility, shown, at, words) select 'post', id, unit_id, visibility, true, published_at, search_form(title || e'\\n' || text) from post where state = 'published';
    insert into search_entry (kind, id, unit_id, parent_id, visibility, shown, at, words) select 'comment', c.id, c.unit_id, c.post_id, p.visibility, p.state = 'published', c.at, search_form(c.text) from comment c join post p on p.id = c.post_id where c.state = 'published';
    insert into search_entry (kind, id, unit_id, visibility, shown, at, words) select distinct on (new.meeting_id) 'minutes', new.meeting_id, new.unit_id, 'unit', true, new.published_at, search_form(${minutesWords}) from minutes_version new order by new.meeting_id, new.version desc;
    select set_config('app.system', '', true);

    -- What of one kind the caller may read, newest first. Minutes: of the units named, which the server has found the caller to read them in.
    create function app_search(of_kind text, q text, minutes_of text[], before_at timestamptz, before_id text, most integer)
      returns table (entry_id text, entry_unit text, entry_parent text, entry_at timestamptz) language plpgsql stable security definer rows 20 set search_path = public, pg_temp as $$
    declare
      terms text[] := array(select t from unnest(string_to_array(search_form(q), ' ')) t where t <> '');
      grams text[] := array(select distinct g from unnest(terms) t, unnest(search_grams(t)) g);
      -- Two characters that stand side by side are the whole term: no need to look again.
      rest text[] := array(select t from unnest(terms) t where length(t) <> 2);
      mine text[] := app_units();
      known boolean := app_person() is not null;
      communities text[] := array(select u.id from unit u where u.kind = 'community' and u.id = any (mine));
      newest text[];
      row_found record;
      shown_so_far integer := 0;
    begin
      if grams = '{}' then return; end if;
      -- A word that many texts have fills the page from the newest ones; to fetch all that have it, only to sort them, would take a hundred times as long.
      newest := array(select e.id from (select * from search_entry s where s.kind = of_kind and (s.at, s.id) < (coalesce(before_at, 'infinity'), coalesce(before_id, '')) order by s.at desc, s.id desc limit 2000) e
        where ${readable} and not exists (select 1 from unnest(terms) t where position(t in e.words) = 0) order by e.at desc, e.id desc limit most);
      if cardinality(newest) = most then
        return query select e.id, e.unit_id, e.parent_id, e.at from search_entry e where e.kind = of_kind and e.id = any (newest) order by e.at desc, e.id desc;
        return;
      end if;
      -- Gathered apart from its order, so that no plan walks by time and works out the pairs of every row it meets. A text that has all pairs nearly always has
      -- the word: only so many are looked at again as the page needs.
      for row_found in with having_all as materialized (select e.id, e.unit_id, e.parent_id, e.at from search_entry e
          where search_grams(e.words) @> grams and e.kind = of_kind and ${readable} and (before_at is null or (e.at, e.id) < (before_at, before_id)))
        select * from having_all h order by h.at desc, h.id desc
      loop
        continue when rest <> '{}' and exists (select 1 from search_entry e, unnest(rest) t where e.kind = of_kind and e.id = row_found.id and position(t in e.words) = 0);
        entry_id := row_found.id; entry_unit := row_found.unit_id; entry_parent := row_found.parent_id; entry_at := row_found.at;
        return next;
        shown_so_far := shown_so_far + 1;
        exit when shown_so_far = most;
      end loop;
    end $$;
    `);
    await runner.query(`
    do $$ declare runtime text := coalesce(nullif(current_setting('app.runtime_role', true), ''), 'branch_app'); begin
      if exists (select 1 from pg_roles where rolname = runtime) and runtime <> current_user then
        execute format('revoke all on search_entry from %I', runtime);
      end if;
    end $$;
    `);
  }

  async down(): Promise<void> { throw new Error('migrations go forward only'); }
}
