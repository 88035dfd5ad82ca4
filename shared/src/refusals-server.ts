/**
 * What only the server can find out (a name that is taken, a file that does not open, a busy machine): code → [HTTP status, 中文]. Part of the one table in refusals.ts.
 * Its words always come with the server's answer, so that no page carries them; a code that a rule or a page says by itself belongs in the tables beside this one
 * (miniapp/src/kit/refusals.spec.ts).
 */
export const serverRefusals = {
  // kit
  'input.not-json': [400, '请求的内容读不懂，请刷新后再试。'],
  'input.too-large': [413, '内容太大，放不下。'],
  'input.too-slow': [408, '请求发得太慢，没有收全，请检查网络后再试。'],
  'input.unsupported-type': [415, '不支持这种格式。'],
  'client-id.reused': [409, '这次操作的编号已经用在别的内容上，请重新提交。'],
  'too-many-requests': [429, '操作太频繁，请稍后再试。'],
  'client.too-old': [426, '小程序版本太旧，请更新后再用。'],
  'server.busy': [503, '系统正忙，内容还在，请稍后重试。'],
  'cursor.invalid': [400, '翻页位置已失效，请从头查看。'],
  // signing in
  'sign-in.failed': [401, '账号或密码不对。'],
  'sign-in.wait': [429, '尝试次数过多，请稍候再试。'],
  'wechat.failed': [502, '微信暂时没有答复，请稍后再试。'],
  'wechat.code-used': [401, '微信登录凭证已用过，请重新进入小程序。'],
  'second-step.required': [403, '您的职务要先绑定验证器，请到“我的 → 账号与安全”里绑定，之后就能办理。'],
  'second-step.not-ending': [409, '没有停用验证器的申请，不用处理。'],
  'second-step.not-begun': [409, '请先生成绑定用的二维码，再填验证码。'],
  'binding-code.not-valid': [404, '绑定码不对、已用过或已过期，请在电脑上重新生成。'],
  'login-name.taken': [409, '这个账号名已被使用，请换一个。'],
  // members
  'invitation.not-valid': [404, '邀请码不对、已用过或已过期，请向书记要一个新的。'],
  'account.nothing-to-sign-in-with': [422, '请设账号和密码，或绑定微信。'],
  'wechat.bound-already': [409, '这个微信已经绑定另一位成员。'],
  'unit.name-taken': [409, '同一级里已经有这个名称。'],
  'role.held-already': [409, '这位同志已经担任这个职务。'],
  'role.ended-already': [409, '这个职务已经结束。'],
  'role.dates': [422, '结束日期要晚于开始日期。'],
  'person.in-branch-already': [409, '这位同志已经在本支部。'],
  'join.open-already': [409, '已经收到您的申请，书记会尽快处理。'],
  'join.decided-already': [409, '这份申请已经有人处理过了。'],
  'company.name-taken': [409, '已经有这家单位。'],
  'roster.not-a-table': [422, '这个文件读不出表格，请用模板另存为 .xlsx 或 .csv。'],
  'roster.bomb': [422, '这个文件解开后过大，已停止读取。'],
  'roster.rows-invalid': [422, '有的行填得不对，一行也没有导入。请按提示改好再来。'],
  'roster.preview-gone': [409, '预览已过期或花名册刚有变动，请重新上传。'],
  'rule.not-known': [422, '没有这样的制度项目。'],
  'rule.same-day': [409, '这一天起已经有一条同样的规定，请先撤下那一条，或另选日子。'],
  'rule.in-force': [409, '规定已经生效，不能撤下；请通过新的规定来替换。'],
  'directory.not-shown': [403, '这位同志没有公开手机号，可以在群里或通过书记联系。'],
  // sites, posts, board
  'site.mentor-not-fit': [422, '请从名单里选一位导师。'],
  'site.incomplete': [422, '还有没填好的地方，请按提示补齐。'],
  'site.task-done-already': [409, '这项任务已经完成或取消。'],
  'duty.not-of-team': [422, '值班的人要在本支部的书记、副书记和网管员里选。'],
  // moderation
  'moderation.open-already': [409, '这条内容已经在队列里，请到队列中处理。'],
  'moderation.note-empty': [422, '请写几个字。'],
  'closure.open-already': [409, '这里已经是只读。'],
  'closure.ended-already': [409, '这里已经恢复。'],
  'word.listed-already': [409, '这个词已经在表里。'],
  'word.nothing-left': [422, '请写有文字的词，标点和空格不算。'],
  'word.too-short': [422, '一个字太容易误伤，请写两个字以上。'],
  'moderator.held-already': [409, '这位同志已经是这个栏目的版主。'],
  // files
  'file.not-an-image': [415, '请上传 JPG、PNG 或 WebP 图片。'],
  'file.too-many-pixels': [422, '图片太大，请缩小到 2400 万像素以内。'],
  'file.broken': [422, '文件打不开，可能没有传完，请重新选择。'],
  'file.link-expired': [403, '链接已过期，请刷新页面。'],
  'file.not-a-document': [415, '只收 PDF、Word（.docx）和 Excel（.xlsx）文件，旧格式请另存后再传。'],
  'file.has-macros': [415, '这个文件里有宏或嵌入的程序，为安全起见不收，请去掉后另存再传。'],
  'file.quota': [413, '您的存储空间已满。'],
  // meetings
  'meeting.agenda-unknown': [404, '没有这个议题。'],
  'line.quote-gone': [422, '引用的发言已撤回或隐藏。'],
  'line.pinned-gone': [422, '这条发言已撤回或隐藏，不能置顶。'],
  'floor.not-in-queue': [409, '这位同志没有举手。'],
  'meeting.observer-expected': [422, '列席名单里有本来就在名单上的同志，不用再列席。'],
  'meeting.observer-unknown': [422, '列席名单里有人不在本支部，请重新选择。'],
  // meetings held offline, entered afterwards
  'offline.entered-already': [409, '同一时间的同一种会议已经补录过了。'],
  // ballots
  'ballot.not-open': [409, '表决没有在进行。'],
  'ballot.voted-already': [409, '您已经投过票，以第一次为准。'],
  // minutes
  'minutes.statement-untraceable': [422, '有一条发言在记录里找不到原话，请重新选择。'],
  'late.attended': [409, '您参加了会议，不用补充。'],
  // the yearly appraisal of members
  'appraisal.held-already': [409, '这一年的民主评议已经开展过了，一年一次。'],
} as const satisfies Record<string, readonly [number, string]>;
