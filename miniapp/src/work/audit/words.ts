/** Audit actions in words; an action from a newer server is shown as it stands. */
const actions: Record<string, string> = {
  'audit.read': '查看审计', 'company.added': '登记单位', 'account.changed': '改动登录方式', 'recovery-codes.renewed': '换新备用码', 'recovery-code.used': '用了备用码', 'directory.chosen': '改通讯录显示', 'transfer.released': '转出组织关系', 'transfer.accepted': '接收转入', 'transfer.declined': '不接收转入',
  'action.reopened': '重新打开待办', 'transfer.withdrawn': '撤回转出', 'rule.adopted': '登记规定', 'rule.taken-back': '撤下规定', 'invitation.issued': '发邀请码', 'line.hide': '隐藏发言', 'meeting.exclude': '不计入应到', 'membership.confirmed-full': '转正',
  'membership.ended': '结束组织关系', 'minutes.publish': '发布纪要', 'meeting.enter': '补录线下会议', 'meeting.mend': '修改补录的会议', 'meeting.withdraw': '撤回补录的会议', 'operator.created': '建立运维员', 'phone.revealed': '查看完整手机号', 'role.appointed': '任命职务', 'role.ended': '结束职务',
  'roster.exported': '导出名册', 'roster.import-asked': '提交导入', 'roster.imported': '导入名册', 'session.opened': '登录', 'session.reused': '凭证被重复使用', 'session.revoked': '退出一台设备',
  'session.revoked-others': '退出其他设备', 'site.edit': '修改网站', 'unit.created': '新建组织', 'unit.renamed': '组织改名', 'join.accepted': '同意加入', 'join.declined': '婉拒加入',
  'site.columns': '调整栏目', 'site.submit': '申请网站上线', 'site.withdraw': '撤回网站申请', 'site.approve': '核准网站上线', 'site.return': '网站申请退回补正', 'site.hold': '网站转入培育', 'site.warn': '网站更新预警', 'site.propose': '建议网站整治', 'site.clear': '解除网站预警',
  'site.rectify': '网站转入整治', 'site.honour': '授予精品网站', 'site.unhonour': '取消精品网站', 'site.archive': '网站归档', 'site.reopen': '网站重新启用', 'site.taskSet': '布置网站任务', 'site.taskDone': '完成网站任务', 'site.taskDropped': '撤去网站任务', 'site.rules': '采纳网站期限',
  'consent.given': '给出同意', 'consent.withdrawn': '撤回同意', 'room.mute': '暂停发言', 'room.unmute': '恢复发言', 'account.activated': '激活账号', 'account.rebound': '重新绑定账号',
};
const results: Record<string, string> = { done: '已做', refused: '被拒绝', failed: '没有成功' };
/** Facts worth a reader's eye; ids say nothing to a person and stand in the object's column. */
const facts: Record<string, string> = { reason: '理由', basis: '依据', role: '职务', name: '名称', rows: '行数', format: '格式', phones: '手机号', created: '新增', updated: '更新', unchanged: '不变', from: '自', to: '至', purpose: '用途', version: '版本', on: '日期', count: '数量' };

export const actionWords = (action: string): string => actions[action] ?? action;
export const resultWords = (result: string): string => results[result] ?? result;

export function detailWords(details: unknown): string {
  if (details === null || typeof details !== 'object') return '';
  return Object.entries(details)
    .filter(([key, value]) => key in facts && value !== null && value !== '')
    .map(([key, value]) => `${facts[key] ?? key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
}
