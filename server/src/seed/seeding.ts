import type { Db } from '../kit/db.js';
import type { FilesService } from '../kit/files.service.js';
import { Account, WeChatIdentity } from '../members/account.entity.js';
import { LedgerWatch } from '../meetings/ledger-watch.js';
import { demoPeopleKey } from '../members/demo.service.js';
import type { DemoPerson } from '../members/demo.service.js';
import type { Passwords } from '../members/passwords.js';
import type { People } from '../members/people.js';
import { doubleAppId } from '../members/wechat.js';
import type { DemoDistrict } from './corpus/types.js';
import { plantAppraisal } from './plant-appraisals.js';
import { plantBoard } from './plant-board.js';
import { plantLedger } from './plant-ledger.js';
import { plantLife } from './plant-life.js';
import { plantMeetings, plantToday } from './plant-meetings.js';
import { plantModeration } from './plant-moderation.js';
import { plantPeople } from './plant-people.js';
import { plantReviews } from './plant-sites.js';
import { encodeDrawings, plantPosts } from './plant-posts.js';

/** Someone to print: a member by index or a staff person by index, with a login. */
export interface Printed { login: string; title: string; person?: number; staff?: number; unit: string }
/** The one password of the printed people; nobody else has an account. */
export const demoPassword = 'yishan770-demo';

/**
 * Plants a district in one transaction: it is there whole or not at all. `tell` hears a step's title and how far the whole is (0…1).
 */
export async function plantDistrict(db: Db, tools: { people: People; passwords: Passwords; files?: FilesService }, demo: DemoDistrict, printed: Printed[], chair: number, tell: (title: string, done: number) => void): Promise<void> {
  const passwordHash = await tools.passwords.hash(demoPassword);
  const pictures = tools.files ? await encodeDrawings(tools.files) : [];
  let warned: string[] = [];
  await db.asSystem('plants the demo district', async (tx) => {
    tell('组织与花名册', 0.02);
    const ids = await plantPeople(tx, demo, tools.people, (done) => tell('组织与花名册', 0.02 + 0.5 * done));
    await plantMeetings(tx, demo, ids, (done) => tell('网上组织生活与纪要', 0.52 + 0.36 * done));
    tell('帖子、留言与互助', 0.9);
    warned = await plantLedger(tx, demo, ids);
    await plantPosts(tx, demo, ids, tools.files ?? null, pictures);
    await plantLife(tx, demo, ids);
    await plantBoard(tx, demo, ids);
    await plantAppraisal(tx, demo, ids);
    await plantModeration(tx, demo, ids);
    await plantReviews(tx, demo, ids);
    await plantToday(tx, demo, ids, chair);
    const people: DemoPerson[] = [];
    for (const one of printed) {
      const id = one.person === undefined ? ids.staff[one.staff ?? 0] ?? '' : ids.person[one.person] ?? '';
      const name = one.person === undefined ? demo.staff[one.staff ?? 0]?.name ?? '' : demo.people[one.person]?.name ?? '';
      await tx.insert(Account, { personId: id, login: one.login, passwordHash, totpSealed: null, totpStep: '0', activatedAt: await tx.now() });
      await tx.insert(WeChatIdentity, { appId: doubleAppId, openId: `demo-${one.login}`, personId: id, boundAt: await tx.now() });
      people.push({ role: one.title, name, login: one.login, password: demoPassword, unit: demo.units.find((unit) => unit.key === one.unit)?.name ?? '' });
    }
    await tx.sql('insert into instance (key, value) values ($1, $2), ($3, $4)', ['demo', JSON.stringify({ plantedAt: new Date().toISOString() }), demoPeopleKey, JSON.stringify(people)]);
  });
  // What the night before would have said of the ledger that the printed people open.
  if (warned.length > 0) await new LedgerWatch(db).run(warned);
  tell('完成', 1);
}
