/** Every "no" in one place: code → [HTTP status, what the user reads]. A page shows the text; a program goes by the code, which never changes. */
export const refusals = {
  // kit
  'input.invalid': [400, '有的内容填得不对，请看标出的地方。'],
  'input.not-json': [400, '请求的内容读不懂，请刷新后再试。'],
  'input.too-large': [413, '内容太大，放不下。'],
  'input.unsupported-type': [415, '不支持这种格式。'],
  'client-id.reused': [409, '这次操作的编号已经用在别的内容上，请重新提交。'],
  'sign-in.required': [401, '请先登录。'],
  'sign-in.expired': [401, '登录已过期，请重新登录。您写的内容还在。'],
  'not-allowed': [403, '您没有做这件事的权限。'],
  'not-found': [404, '没有找到，或仅成员可见。'],
  'conflict.changed': [409, '别人刚刚改过，请先看看差异。'],
  'too-many-requests': [429, '操作太频繁，请稍后再试。'],
  'client.too-old': [426, '小程序版本太旧，请更新后再用。'],
  'server.busy': [503, '系统正忙，内容还在，请稍后重试。'],
  'server.failed': [500, '没有保存成功，内容还在。请重试；若仍不行，请把编号告诉管理员。'],
  'step-up.required': [403, '这一步需要再验证一次身份。'],
  'cursor.invalid': [400, '翻页位置已失效，请从头查看。'],
  // signing in
  'sign-in.failed': [401, '账号或密码不对。'],
  'sign-in.wait': [429, '尝试次数过多，请稍候再试。'],
  'sign-in.code-needed': [401, '请输入动态验证码。'],
  'sign-in.code-wrong': [401, '动态验证码不对，请看清后再输。'],
  'sign-in.not-bound': [403, '这个微信还没有绑定支部，请用邀请码激活。'],
  'wechat.failed': [502, '微信暂时没有答复，请稍后再试。'],
  'wechat.code-used': [401, '微信登录凭证已用过，请重新进入小程序。'],
  'session.reused': [401, '登录凭证被重复使用，为安全起见已退出，请重新登录。'],
  'password.too-short': [422, '密码至少 12 个字符。'],
  'password.too-common': [422, '这个密码太常见，请换一个不容易猜到的。'],
  'password.context-word': [422, '密码里不要用“支部”、单位名或自己的名字这样容易猜到的词。'],
  'login-name.taken': [409, '这个账号名已被使用，请换一个。'],
  'bootstrap.used': [404, '没有找到，或仅成员可见。'],
  // members
  'invitation.not-valid': [404, '邀请码不对、已用过或已过期，请向书记要一个新的。'],
  'roster.no-match': [404, '花名册里没有对上，请核对姓名和手机号，或向书记申请加入。'],
  'account.active-already': [409, '这位成员的账号已经激活，请直接登录。'],
  'unit.kind-not-beneath': [422, '这一级组织下面不能建这样的组织。'],
  'unit.name-taken': [409, '同一级里已经有这个名称。'],
  'role.not-yours-to-give': [403, '这个职务应由上一级组织任命。'],
  'role.not-in-this-unit': [422, '这个职务不设在这一级组织。'],
  'role.self': [403, '不能给自己任命职务。'],
  'role.held-already': [409, '这位同志已经担任这个职务。'],
  'role.ended-already': [409, '这个职务已经结束。'],
  'role.exclusive': [422, '运维员、审计员与组织职务不能由同一人担任。'],
  'role.dates': [422, '结束日期要晚于开始日期。'],
  'membership.ended-already': [409, '这段组织关系已经结束。'],
  'membership.not-probationary': [422, '只有预备党员可以转正。'],
  'membership.before-start': [422, '日期不能早于组织关系转入的日期。'],
  'person.in-branch-already': [409, '这位同志已经在本支部。'],
  'join.open-already': [409, '已经收到您的申请，书记会尽快处理。'],
  'join.decided-already': [409, '这份申请已经有人处理过了。'],
  'company.name-taken': [409, '已经有这家单位。'],
  'roster.empty': [422, '表里没有成员，请从第二行起填写。'],
  'roster.too-many-rows': [422, '一次最多导入 20,000 行，请分几次导入。'],
  'roster.not-a-table': [422, '这个文件读不出表格，请用模板另存为 .xlsx 或 .csv。'],
  'roster.columns-missing': [422, '缺少必需的列，请对照模板。'],
  'roster.bomb': [422, '这个文件解开后过大，已停止读取。'],
  'roster.rows-invalid': [422, '有的行填得不对，一行也没有导入。请按提示改好再来。'],
  'roster.preview-gone': [409, '预览已过期或花名册刚有变动，请重新上传。'],
  'rule.not-known': [422, '没有这样的制度项目。'],
  'rule.retroactive': [422, '制度不能溯及既往，生效日期不能早于今天。'],
  // sites, posts, board
  'site.not-online': [422, '网站还没有上线，暂不能向社会公开。'],
  'column.closed': [409, '这个栏目暂不接受新帖。'],
  'post.empty': [422, '请写几个字再发布。'],
  'message.empty': [422, '请写几个字再留言。'],
  'message.answered-already': [409, '这条留言已经有人回应了。'],
  'message.own': [403, '自己的留言请由别的同志回应。'],
  // files
  'file.not-an-image': [415, '请上传 JPG、PNG 或 WebP 图片。'],
  'file.too-many-pixels': [422, '图片太大，请缩小到 2400 万像素以内。'],
  'file.too-large': [413, '图片最大 10 MB，请压缩后再传。'],
  'file.broken': [422, '图片打不开，可能没有传完，请重新选择。'],
  'file.link-expired': [403, '图片链接已过期，请刷新页面。'],
  'file.quota': [413, '您的存储空间已满。'],
  // meetings
  'meeting.no-agenda': [422, '请至少写一个议题。'],
  'meeting.window-invalid': [422, '结束时间要晚于开始时间，最长 14 天。'],
  'meeting.in-the-past': [422, '开始时间已经过去。'],
  'meeting.not-called': [409, '会议已经开始或结束，不能再改。'],
  'meeting.open-already': [409, '会议已经开始。'],
  'meeting.too-early': [409, '最早可以提前 30 分钟开会。'],
  'meeting.not-open': [409, '会议没有在进行，发言没有记入。您写的内容还在。'],
  'meeting.not-closed': [409, '会议结束后才能这样做。'],
  'meeting.closed': [409, '会议已经结束，发言没有记入。您可以在补学页补充一句。'],
  'meeting.not-expected': [403, '您不在这次会议的应到名单中。'],
  'meeting.not-chair': [403, '仅会议主持人可操作。'],
  'meeting.chair-present': [409, '主持人还在场，不能接管。'],
  'meeting.ballot-running': [409, '还有表决没有结束，请先结束表决。'],
  'meeting.agenda-unknown': [404, '没有这个议题。'],
  'meeting.exclusion-needs-reason': [422, '请写明不计入应到的原因和批准人。'],
  'line.empty': [422, '请写几个字再发。'],
  'line.too-long': [422, '一次最多 2,000 个字，请分几次发。内容还在。'],
  'line.control-characters': [422, '文字里有看不见的控制字符，请删去后再发。'],
  'line.no-words': [422, '只有表情，记录里看不出意思，请加几个字。'],
  'line.too-many-pictures': [422, '一次最多 9 张图片。'],
  'line.quote-gone': [422, '引用的发言已撤回或隐藏。'],
  'line.muted': [403, '主持人已暂停您的发言。'],
  'line.recall-too-late': [409, '发出超过 2 分钟，不能撤回了。'],
  'line.not-yours': [403, '只能撤回自己的发言。'],
  'line.gone-already': [409, '这条发言已经撤回或隐藏。'],
  'line.reason-needed': [422, '请写明理由（至少 10 个字）。'],
  'line.frozen': [409, '会议结束后，发言不能再改动。'],
  'line.pinned-gone': [422, '这条发言已撤回或隐藏，不能置顶。'],
  'hand.up-already': [409, '您已经举手，正在排队。'],
  'hand.not-up': [409, '您没有在排队。'],
  'floor.not-in-queue': [409, '这位同志没有举手。'],
  'mute.reason-needed': [422, '请写明暂停发言的理由。'],
  'chair.not-eligible': [422, '这位同志不能主持这次会议。'],
  // ballots
  'ballot.no-quorum': [409, '到会的有表决权党员未过半数，不能表决。'],
  'ballot.options': [422, '请写清表决事项。'],
  'ballot.not-open': [409, '表决没有在进行。'],
  'ballot.closed': [409, '表决已经结束，这一票没有计入。'],
  'ballot.no-right': [403, '您在这次表决中没有表决权。'],
  'ballot.voted-already': [409, '您已经投过票，以第一次为准。'],
  'ballot.not-signed-in': [403, '表决开始时您还没有签到，不能投票。'],
  'ballot.option-unknown': [422, '没有这个选项。'],
  'ballot.election-off': [403, '选举和接收党员不在线上表决，请线下进行后录入记录。'],
  // minutes
  'minutes.changed': [409, '另一位同志刚保存过草稿，请先看差异，您的文字还在。'],
  'minutes.not-closed': [409, '会议结束后才能整理纪要。'],
  'minutes.reason-needed': [422, '更正要写明理由（至少 5 个字）。'],
  'minutes.unchanged': [409, '与上一版没有差别，不用再发布。'],
  'minutes.published-meanwhile': [409, '另一位同志刚发布了纪要，请先看看那一版。'],
  'minutes.not-published': [404, '纪要还没有发布。'],
  'minutes.statement-untraceable': [422, '有一条发言在记录里找不到原话，请重新选择。'],
  'minutes.empty': [422, '纪要还没有内容。'],
  'late.attended': [409, '您参加了会议，不用补充。'],
  'reminder.twice': [409, '同一件事最多提醒两次。'],
  'reminder.nobody': [409, '没有需要提醒的人。'],
  'reply.leave-needs-category': [422, '请选择请假的原因。'],
  // mutual aid, check-ins
  'item.not-on-menu': [409, '这个服务项目暂时不在菜单上。'],
  'booking.own-item': [422, '这是您自己提供的服务。'],
  'booking.open-already': [409, '您已经预约了这个服务，等待答复中。'],
  'booking.decided-already': [409, '这个预约已经处理过了。'],
  'booking.not-provider': [403, '仅服务提供者可以处理预约。'],
  'checkIn.today-already': [409, '今天已经报到。'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** A "no" on its way to the user. `details` are small facts a page can show (who decided, which limit), never another's private data. */
export class Refusal extends Error {
  constructor(readonly code: RefusalCode, readonly details?: Record<string, unknown>, readonly words?: string) {
    super(`${code}: ${words ?? refusals[code][1]}`);
    this.name = 'Refusal';
  }

  get status(): number { return refusals[this.code][0]; }
}

/** Throws when a rule answered with a reason. */
export function refuseIf(why: RefusalCode | null | undefined, details?: Record<string, unknown>): void {
  if (why) throw new Refusal(why, details);
}

/** The sentence a disabled button shows. */
export const wordsOf = (code: RefusalCode): string => refusals[code][1];
