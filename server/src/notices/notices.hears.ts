import { Injectable } from '@nestjs/common';
import type { EventName, Events } from '@branch/shared/events';
import { paths } from '@branch/shared/paths';
import { disclosureGroundNames } from '@branch/shared/posts/anonymous-rules';
import { roleNames } from '@branch/shared/roles';
import type { MembershipStatus, Role } from '@branch/shared/roles';
import { fullDate, shanghaiMoment } from '@branch/shared/time';
import { isQuiet } from '@branch/shared/posts/first-response';
import { Db, hears } from '../kit/db.js';
import type { Heard, Tx } from '../kit/db.js';
import { AnonymousSeal } from '../posts/anonymous-seal.js';
import { DisclosuresService } from '../posts/disclosures.service.js';
import { boardTeam, onDuty } from '../posts/duty.service.js';
import { excerpt, tell, toAll } from './tell.js';
import type { Told } from './tell.js';

interface BookingRow { unit_id: string; item: string; asked_by: string; asker: string; reply: string | null; decider: string | null }
const changes: Record<Events['account.changed']['change'], string> = {
  secondStepOn: '您的账号绑定了验证器', secondStepOff: '您的账号停用了验证器', secondStepEnding: '有人说您的验证器丢了，三天后停用', recoveryCodes: '您的备用码已换新', recoveryCodeUsed: '有人用备用码登录了您的账号', password: '您的账号或密码已修改', weChat: '您的账号绑定了微信', weChatOff: '您的账号解除了微信绑定',
};
const team = ['secretary', 'deputySecretary'];
/** What is answered at night reaches its member without a sound: it is there in the morning (SITE-9). */
const atNight: ReadonlySet<EventName> = new Set<EventName>(['message.answered', 'message.received']);

/** Notices of the board, of bookings, of joining, of membership and of office (NOTE-1). */
@Injectable()
export class NoticesHears {
  constructor(private readonly db: Db, seal: AnonymousSeal, disclosures: DisclosuresService) {
    // The notice must not lead from its reader to what was written: it carries neither the event's id nor the content's (guarantees 6).
    hears('pseudonym.opened', 'notices', (event) => db.asSystem('the author is told', async (tx) => {
      const opened = await disclosures.opened(tx, event.body.disclosureId);
      if (opened) await tell(tx, { ...event, id: seal.veiled(event.id) }, toAll([opened.personId], { title: '按规定查看了您一条匿名内容的作者', text: `依据：${disclosureGroundNames[opened.ground]}。由两级组织的两位同志同意，已留下记录。`, path: paths.anonymous(event.body.unitId) }));
    }));
    this.on('pseudonym.asked', async ({ body }, tx) => {
      const unit = await tx.one<{ name: string; path: string[] }>('select name, path from unit where id = $1', [body.unitId]);
      const words = { title: `${unit?.name ?? ''}申请查看一条匿名内容的作者，等您这一级同意`, text: '请看依据和说明，72 小时内有效；不同意就不用处理。', path: paths.disclosures(body.unitId) };
      if (body.side === 'lower') return toAll(await holders(tx, body.unitId, ['secretary', 'deputySecretary', 'communityStaff', 'districtStaff']), words);
      for (const above of unit?.path.slice(0, -1).reverse() ?? []) {
        const staff = await holders(tx, above, ['communityStaff', 'districtStaff']);
        if (staff.length > 0) return toAll(staff, words);
      }
      return [];
    });
    this.on('message.left', async ({ body, at }, tx) => {
      const message = await tx.one<{ text: string; name: string }>('select m.text, p.name from message m join person p on p.id = m.author_id where m.id = $1', [body.messageId]);
      // Who is on duty hears of it first; the others when nobody answers, or where nobody is on duty.
      const duty = await onDuty(tx, body.unitId, at);
      const people = duty !== null && duty !== body.authorId ? [duty] : (await holders(tx, body.unitId, boardTeam)).filter((personId) => personId !== body.authorId);
      return message ? toAll(people, { title: `${message.name}留言，等支部回应`, text: excerpt(message.text), path: paths.board(body.unitId) }) : [];
    });
    this.on('message.answered', async ({ body }, tx) => {
      const message = await tx.one<{ answer: string; name: string }>('select m.answer, p.name from message m join person p on p.id = m.answered_by where m.id = $1', [body.messageId]);
      return message ? toAll([body.authorId], { title: `${message.name}回应了您的留言`, text: excerpt(message.answer), path: paths.board(body.unitId) }) : [];
    });
    this.on('message.received', async ({ body }, tx) => toAll([body.authorId], { title: `${await personName(tx, body.receivedBy)}回应了您的留言：收到，正在办`, text: '办好了会再来告诉您。', path: paths.board(body.unitId) }));
    this.on('message.overdue', async ({ body }, tx) => {
      if (body.whom === 'secretary') {
        const message = await tx.one<{ text: string; name: string }>('select m.text, p.name from message m join person p on p.id = m.author_id where m.id = $1 and m.answered_at is null and m.received_at is null', [body.messageId]);
        const heads = await holders(tx, body.unitId, ['secretary']);
        return message ? toAll(heads.length > 0 ? heads : await holders(tx, body.unitId, boardTeam), { title: `${message.name}的留言超过约定时间没有回应`, text: excerpt(message.text), path: paths.board(body.unitId) }) : [];
      }
      // The words stay in the branch: the community hears that somebody waits, not what for (guarantees 5.2).
      const unit = await tx.one<{ name: string; path: string[] }>('select u.name, u.path from unit u join message m on m.unit_id = u.id where m.id = $1 and m.answered_at is null and m.received_at is null', [body.messageId]);
      const above = unit?.path.slice(0, -1).reverse() ?? [];
      for (const unitId of above) {
        const staff = await holders(tx, unitId, ['communityStaff', 'districtStaff']);
        if (staff.length > 0) return toAll(staff, { title: `${unit?.name ?? ''}有一条留言一直没有回应`, text: '书记已经收到过提醒，请帮着问一问。留言的内容只有支部看得到。', path: paths.siteStanding(body.unitId) });
      }
      return [];
    });
    this.on('comment.published', async ({ body }, tx) => {
      // Taken back or hidden before this was heard, it tells nobody.
      const comment = await tx.one<{ text: string; name: string; title: string }>('select c.text, a.name, p.title from comment c join person a on a.id = c.author_id join post p on p.id = c.post_id where c.id = $1 and c.state = \'published\' and p.state = \'published\'', [body.commentId]);
      return comment ? toAll(body.toldIds, { title: `${comment.name}在“${comment.title}”里点评`, text: excerpt(comment.text), path: paths.post(body.unitId, body.postId, body.commentId) }) : [];
    });
    this.on('booking.asked', (event, tx) => this.booking(event, tx, (b) => toAll(event.body.providerIds, { title: `${b.asker}想约您的“${b.item}”`, text: '请答复：接受，或者婉拒。', path: paths.bookings() })));
    this.on('booking.decided', (event, tx) => this.booking(event, tx, (b) => toAll([event.body.askedBy], {
      title: event.body.accepted ? `${b.decider ?? '对方'}接受了您约的“${b.item}”` : `${b.decider ?? '对方'}这次不便，“${b.item}”没有约成`, text: excerpt(b.reply ?? '', 100), path: paths.bookings() })));
    this.on('booking.cancelled', (event, tx) => this.booking(event, tx, (b) => toAll(event.body.providerIds, { title: `${b.asker}取消了“${b.item}”的预约`, text: '', path: paths.bookings() })));
    this.on('join.asked', async ({ body }, tx) => toAll(await holders(tx, body.unitId, team), { title: `${body.name}申请加入支部`, text: '请核对后答复。', path: paths.joinRequests(body.unitId) }));
    this.on('role.appointed', async ({ body }, tx) => toAll([body.personId], { title: `您担任${await unitName(tx, body.unitId)}${roleName(body.role)}`, text: '在“我的”里可以看到工作台。', path: paths.unit(body.unitId) }));
    this.on('role.ended', async ({ body }, tx) => toAll([body.personId], { title: `您不再担任${await unitName(tx, body.unitId)}${roleName(body.role)}`, text: '谢谢您的工作。', path: paths.unit(body.unitId) }));
    this.on('transfer.released', async ({ body }, tx) => {
      const [name, from, to] = [await personName(tx, body.personId), await unitName(tx, body.fromUnitId), await unitName(tx, body.unitId)];
      return [...toAll(await holders(tx, body.unitId, team), { title: `${name}从${from}转来，等您接收`, text: '请核对后答复。', path: paths.transfers(body.unitId) }),
        ...toAll([body.personId], { title: `您的组织关系正转往${to}`, text: `对方接收之前，您仍在${from}过组织生活。`, path: paths.unit(body.unitId) })];
    });
    this.on('transfer.decided', async ({ body }, tx) => {
      const [name, from, to] = [await personName(tx, body.personId), await unitName(tx, body.unitId), await unitName(tx, body.toUnitId)];
      return [...toAll(await holders(tx, body.unitId, team), { title: body.accepted ? `${to}已接收${name}` : `${to}没有接收${name}`, text: body.accepted ? '' : '请看对方写的理由。', path: paths.transfers(body.unitId) }),
        ...toAll([body.personId], body.accepted ? { title: `您的组织关系已转到${to}`, text: `您在${from}的会议和记录都还在。`, path: paths.unit(body.toUnitId) } : { title: `组织关系没有转成，您仍在${from}`, text: '可以问问书记是什么原因。', path: paths.unit(body.unitId) })];
    });
    this.on('membership.confirmedFull', async ({ body }, tx) => {
      return (await isNow(tx, body.membershipId, 'full')) ? toAll([body.personId], { title: '祝贺您转为中共正式党员', text: `${await unitName(tx, body.unitId)}已经记下：自 ${fullDate(shanghaiMoment(body.on))} 起。您有表决权、选举权和被选举权了。日期记得不对，请告诉书记。`, path: paths.unit(body.unitId) }) : [];
    });
    this.on('membership.putOnProbation', async ({ body }, tx) => (await isNow(tx, body.membershipId, 'onProbation'))
      ? toAll([body.personId], { title: '支部记下了您受留党察看处分', text: `${await unitName(tx, body.unitId)}已经记下：自 ${fullDate(shanghaiMoment(body.on))} 起。这期间没有表决权、选举权和被选举权，组织生活照常参加。记得不对，请告诉书记；对处分不服，可以向上级党组织申诉。`, path: paths.unit(body.unitId) }) : []);
    this.on('membership.rightsRestored', async ({ body }, tx) => (await isNow(tx, body.membershipId, 'full'))
      ? toAll([body.personId], { title: '您的党员权利已经恢复', text: `${await unitName(tx, body.unitId)}已经记下：自 ${fullDate(shanghaiMoment(body.on))} 起。您重新有表决权、选举权和被选举权。`, path: paths.unit(body.unitId) }) : []);
    this.on('action.reopened', async ({ body }, tx) => {
      // Done again, or reopened again by another before this was heard: what stands now is told.
      const item = await tx.one<{ meetingId: string; text: string; words: string; name: string }>('select i.meeting_id as "meetingId", i.text, i.reopened_words as words, p.name from action_item i join person p on p.id = i.reopened_by where i.id = $1 and i.done_at is null and i.dropped_at is null', [body.itemId]);
      return item ? toAll(body.toldIds, { title: `${item.name}重新打开了待办：${excerpt(item.text, 40)}`, text: `${excerpt(item.words, 100)} 办好了请再说一声。`, path: paths.minutes(body.unitId, item.meetingId) }) : [];
    });
    this.on('account.changed', ({ body }) => toAll([body.personId], { title: changes[body.change], text: body.change === 'secondStepEnding' ? '验证器还在的，请到这里点“还在用，不停用”。真丢了，不用管它，到时候重新绑定。' : '如果不是您本人，请马上改密码，并告诉书记。', path: body.change === 'secondStepEnding' ? paths.secondStep() : paths.account() }));
    this.on('session.reused', ({ body }) => toAll([body.personId], { title: '为安全起见，有一台设备已退出登录', text: `${excerpt(body.device, 40)}用了已经失效的凭证。如果不是您，请到“登录设备”里看看。`, path: paths.devices() }));
  }

  private on<N extends EventName>(name: N, words: (event: Heard<N>, tx: Tx) => Told[] | Promise<Told[]>): void {
    hears(name, 'notices', (event) => this.db.asSystem('notices reach people of every unit', async (tx) => tell(tx, event, await words(event, tx), { silently: atNight.has(name) && isQuiet(event.at) })));
  }

  private async booking(event: Heard<'booking.asked' | 'booking.decided' | 'booking.cancelled'>, tx: Tx, words: (booking: BookingRow) => Told[]): Promise<Told[]> {
    const found = await tx.one<BookingRow>(`select b.unit_id, i.item, b.asked_by, a.name as asker, b.reply, d.name as decider from booking b join service_item i on i.id = b.item_id join person a on a.id = b.asked_by
      left join person d on d.id = b.decided_by where b.id = $1`, [event.body.bookingId]);
    return found ? words(found) : [];
  }
}

/** Who holds one of these roles at the unit today. */
export async function holders(tx: Tx, unitId: string, roles: string[]): Promise<string[]> {
  const rows = await tx.sql<{ person_id: string }>('select distinct person_id from role_held where unit_id = $1 and role = any ($2) and starts_on <= shanghai_day(app_now()) and (ends_on is null or ends_on > shanghai_day(app_now()))', [unitId, roles]);
  return rows.map((row) => row.person_id);
}

const unitName = async (tx: Tx, unitId: string): Promise<string> => (await tx.one<{ name: string }>('select name from unit where id = $1', [unitId]))?.name ?? '';
const personName = async (tx: Tx, personId: string): Promise<string> => (await tx.one<{ name: string }>('select name from person where id = $1', [personId]))?.name ?? '';
/** Put right before it was heard, a step is told to nobody. */
const isNow = async (tx: Tx, membershipId: string, status: MembershipStatus): Promise<boolean> => await tx.one('select 1 from membership where id = $1 and status = $2 and ends_on is null', [membershipId, status]) !== null;
const roleName = (role: string): string => roleNames[role as Role] ?? role;
