import type { ItemCategory } from '@branch/shared/mutual-aid/routes';
import type { DemoDistrict, ServiceCategory } from './corpus/types.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { ServiceItem } from '../mutual-aid/service-item.entity.js';
import { Message } from '../posts/post.entity.js';
import { CheckInLine } from '../check-ins/check-in.entity.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';

const categories: Record<ServiceCategory, ItemCategory> = { 学习培训: 'learning', 生活理财: 'finance', 娱乐时尚: 'leisure', 谈心交友: 'talk' };

/** One sentence is enough to check in; these are the kind people write. */
const sentences = ['地铁上把上次的会议纪要看完了，轮讲这个办法好。', '今天带新人跑了一遍发布流程，他记得比我细。', '中午和隔壁公司的同志走了一圈，聊了聊租房。', '补上了九月的学习资料，第三篇值得再读。', '加班到九点，看到留言板有人回我了，谢谢。', '周末去社区教老人用手机挂号，教会了四位。', '把部门的会从一小时压到二十五分钟，试一周。', '出差在西安，酒店里补了一次学。', '报名了周三的简历把脉，想请人看看作品集。', '今天第一次主持站会，没跑题。', '楼下食堂的减油窗口排队比上周长，好事。', '早到半小时，把绿植都浇了一遍。'];

/** This month's lines of some of the unit's members, on working days before today. */
async function plantCheckIns(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const beneath = new Set([demo.scenario.unit, ...demo.units.filter((unit) => unit.parent === demo.scenario.unit).map((unit) => unit.key)]);
  const unitId = must(ids.unit, demo.scenario.unit);
  const today = Number(demo.today.slice(8));
  const lines = demo.people.flatMap((person, index) => {
    if (!beneath.has(person.unit)) return [];
    const days = Array.from({ length: today - 1 }, (_, n) => n + 1).filter((n) => (n * 7 + index * 5) % 11 < 2);
    return days.map((n) => { const day = `${demo.today.slice(0, 8)}${String(n).padStart(2, '0')}`; return { personId: ids.person[index] ?? '', unitId, day, text: sentences[(index + n) % sentences.length] ?? '', at: new Date(`${day}T${String(8 + ((index + n) % 13)).padStart(2, '0')}:${String((index * 7 + n * 13) % 60).padStart(2, '0')}:00+08:00`) }; });
  });
  await tx.insert(CheckInLine, lines);
}

/** Message boards, check-ins and the service menus. */
export async function plantLife(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const id = (person: number) => ids.person[person] ?? '';
  await tx.insert(Message, demo.messages.map((message) => ({ id: newId(), unitId: must(ids.unit, message.unit), authorId: id(message.person), text: message.text, leftAt: new Date(message.at),
    answeredBy: message.answer ? id(message.answer.person) : null, answer: message.answer?.text ?? null, answeredAt: message.answer ? new Date(message.answer.at) : null })));
  await tx.sql('update site s set last_update_at = p.at from (select unit_id, max(published_at) as at from post group by unit_id) p where p.unit_id = s.unit_id');
  await plantCheckIns(tx, demo, ids);
  const now = await tx.now();
  await tx.insert(ServiceItem, demo.services.map((service, index) => ({ id: newId(), unitId: must(ids.unit, service.owner), item: service.item, providerIds: service.providers.map(id), form: service.form, time: service.time, notes: service.notes, category: categories[service.category],
    state: service.state === 'onNotice' ? 'onNotice' as const : 'onMenu' as const, fixedYear: service.fixedYear, noticeUntil: service.state === 'onNotice' ? new Date(now.getTime() + 2 * 86_400_000) : null, timesUsed: service.state === 'onNotice' ? 0 : 6 + ((index * 37) % 45) })));
}
