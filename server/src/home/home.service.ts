import { Injectable } from '@nestjs/common';
import { quotaOf } from '@branch/shared/check-ins/rules';
import type { homeRoutes } from '@branch/shared/home/routes';
import { nobodyId } from '@branch/shared/nobody';
import { can } from '@branch/shared/permissions';
import type { Me, Permission } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import { cardColumns } from '../meetings/calling.service.js';
import { columnsOf } from '../moderation/desk.js';
import { messageFields, messageFrom } from '../posts/board.service.js';
import { cardFrom, postFields, PostPresenter } from '../posts/post-rows.js';
import type { CardRow } from '../posts/post-rows.js';
import { siteFields } from '../sites/sites.service.js';
import { todoOf, todos } from './todos.js';
import type { TodoRow } from './todos.js';

type Home = Result<typeof homeRoutes.home>;
interface MainRow extends Pick<Home, 'unitName' | 'communityName' | 'newToday' | 'messages' | 'unreadNotices' | 'reviews'> { posts: CardRow[]; now: Date; site: Home['site'] | null; month: string; checkIns: number; today: boolean | null; quota: unknown }

// $1 the reader, $2 whether the reader is of the team that answers the board, $3 the unit, $4 whether the reader has a desk there, $5 of which columns (null: all). Lists come as JSON, so that the page costs one statement here.
const main = `select
    (select row_to_json(x) from (select ${siteFields} from site s where s.unit_id = u.id) x) as site, u.name as "unitName",
    (select c.name from unit c where c.id = any (u.path) and c.id <> u.id and c.kind = 'community') as "communityName",
    (select count(*)::int from post p where p.unit_id = u.id and p.state = 'published' and p.published_at >= t.day_start and p.author_id <> $1 and p.author_id <> '${nobodyId}') + (select count(*)::int from message m where m.unit_id = u.id and m.state = 'published' and m.left_at >= t.day_start and m.author_id <> $1) as "newToday",
    (select coalesce(json_agg(x), '[]') from (select ${postFields} ${cardFrom} where p.unit_id = u.id and p.state = 'published' order by p.published_at desc, p.id desc limit 10) x) as posts,
    (select coalesce(json_agg(x), '[]') from (select ${messageFields} ${messageFrom} where m.unit_id = u.id and m.state = 'published' order by m.left_at desc, m.id desc limit 3) x) as messages,
    (select count(*)::int from notice n where n.person_id = $1 and n.read_at is null) as "unreadNotices",
    (select count(*)::int from review_case r where $4 and r.desk_id = u.id and r.state = 'open' and r.hold_reason is distinct from 'checking' and ($5::text[] is null or r.column_id = any ($5))) as reviews,
    t.now, to_char(t.now at time zone 'Asia/Shanghai', 'YYYY-MM') as month, k.days as "checkIns", k.today,
    (select r.value from unit_rule r where r.unit_id = u.id and r.key = 'checkInQuota' and r.effective_from <= shanghai_day(t.now) order by r.effective_from desc limit 1) as quota
  from unit u cross join (select app_now() as now, shanghai_day(app_now())::timestamp at time zone 'Asia/Shanghai' as day_start) t
  cross join lateral (select count(distinct shanghai_day(a.at)) filter (where a.counts)::int as days, bool_or(a.counts and a.at >= t.day_start) as today from member_acts($1, u.id, shanghai_month_start(t.now), t.now + interval '1 minute') a) k
  where u.id = $3`;
// What is on, or else what comes next: of this unit, and whatever else the reader is expected at (a general branch meets with the members of its branches).
const meeting = `select ${cardColumns} from meeting m join unit u on u.id = m.unit_id left join attendee a on a.meeting_id = m.id and a.person_id = $2
  where (m.unit_id = $1 or a.person_id is not null) and (m.state = 'open' or m.state = 'called' and m.ends_at > app_now()) order by m.state = 'open' desc, m.unit_id = $1 desc, m.starts_at, m.id limit 1`;

/** The first screen of a branch: three statements, however much there is to show. */
@Injectable()
export class HomeService {
  constructor(private readonly db: Db, private readonly presenter: PostPresenter) {}

  async home(input: Input<typeof homeRoutes.home>, me: Me): Promise<Home> {
    const at = context.getStore()?.at ?? null;
    const may = (permission: Permission) => can(me, permission, at);
    const [mains, meetings, waiting] = await this.db.page([main, [me.personId, may('message.answer'), input.unitId, may('moderation.work'), columnsOf(me, input.unitId)]], [meeting, [input.unitId, me.personId]],
      [todos, [me.personId, input.unitId, may('join.decide'), may('message.answer'), may('minutes.edit')]]) as [MainRow[], NonNullable<Home['meeting']>[], TodoRow[]];
    const found = mains[0];
    // A party group has no site of its own.
    if (!found?.site) throw new Refusal('not-found');
    const { site, month, checkIns, today, quota, posts, now, ...rest } = found;
    return { ...rest, site, posts: posts.map((post) => this.presenter.card(post, me, now)), meeting: meetings[0] ?? null, checkIn: { month, checkIns, quota: quotaOf(quota), today: today ?? false }, todos: waiting.map(todoOf) };
  }
}
