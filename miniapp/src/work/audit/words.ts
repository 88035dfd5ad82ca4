import { auditActions } from '@branch/shared/audit';

const results: Record<string, string> = { done: '已做', refused: '被拒绝', failed: '没有成功' };
/** Facts worth a reader's eye; ids say nothing to a person and stand in the object's column. */
const facts: Record<string, string> = { reason: '理由', basis: '依据', role: '职务', name: '名称', rows: '行数', format: '格式', phones: '手机号', created: '新增', updated: '更新', unchanged: '不变', from: '自', to: '至', purpose: '用途', version: '版本', on: '日期', count: '数量' };

/** An action from a newer server is shown as it stands. */
export const actionWords = (action: string): string => (auditActions as Record<string, string>)[action] ?? action;
export const resultWords = (result: string): string => results[result] ?? result;

export function detailWords(details: unknown): string {
  if (details === null || typeof details !== 'object') return '';
  return Object.entries(details)
    .filter(([key, value]) => key in facts && value !== null && value !== '')
    .map(([key, value]) => `${facts[key] ?? key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
}
