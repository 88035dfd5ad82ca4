import type { ItemCategory } from '@branch/shared/mutual-aid/routes';
import type { DemoDistrict, PostBlock, ServiceCategory } from './corpus/types.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { ServiceItem } from '../mutual-aid/service-item.entity.js';
import { Message, Post } from '../posts/post.entity.js';
import { must } from './plant-people.js';
import type { Ids } from './plant-people.js';

const categories: Record<ServiceCategory, ItemCategory> = { 学习培训: 'learning', 生活理财: 'finance', 娱乐时尚: 'leisure', 谈心交友: 'talk' };
const words = (block: PostBlock): string => (block.type === 'list' ? block.items.map((item) => `· ${item}`).join('\n') : block.text);

/** Posts, message boards and the service menus. */
export async function plantLife(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const id = (person: number) => ids.person[person] ?? '';
  await tx.insert(Post, demo.posts.map((post) => ({ id: newId(), unitId: must(ids.unit, post.unit), columnId: ids.column.get(`${post.unit}/${post.columnName}`) ?? must(ids.column, `${post.unit}/${post.column}`), authorId: id(post.author), title: post.title,
    text: post.blocks.map(words).join('\n\n'), visibility: post.visibility, publishedAt: new Date(post.publishedAt) })));
  await tx.insert(Message, demo.messages.map((message) => ({ id: newId(), unitId: must(ids.unit, message.unit), authorId: id(message.person), text: message.text, leftAt: new Date(message.at),
    answeredBy: message.answer ? id(message.answer.person) : null, answer: message.answer?.text ?? null, answeredAt: message.answer ? new Date(message.answer.at) : null })));
  await tx.sql('update site s set last_update_at = p.at from (select unit_id, max(published_at) as at from post group by unit_id) p where p.unit_id = s.unit_id');
  const now = await tx.now();
  await tx.insert(ServiceItem, demo.services.map((service, index) => ({ id: newId(), unitId: must(ids.unit, service.owner), item: service.item, providerIds: service.providers.map(id), form: service.form, time: service.time, notes: service.notes, category: categories[service.category],
    state: service.state === 'onNotice' ? 'onNotice' as const : 'onMenu' as const, fixedYear: service.fixedYear, noticeUntil: service.state === 'onNotice' ? new Date(now.getTime() + 2 * 86_400_000) : null, timesUsed: service.state === 'onNotice' ? 0 : 6 + ((index * 37) % 45) })));
}
