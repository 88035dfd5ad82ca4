/** Names that would be taken for somebody else's: an office's, or another member's (SITE-5). Both ends ask the same function. */
import { plainForm } from '../plain-form.js';
import type { RefusalCode } from '../refusals.js';
import { roleNames } from '../roles.js';

/** What only an office, the organisation or the machine is called. 匿名 is nobody's name (MOD-7). */
const officeWords = [...Object.values(roleNames), '网管', '管理员', '主持人', '组织部', '宣传部', '统战部', '党委', '党工委', '党组', '党总支', '党支部', '支委', '纪委', '纪检', '社区', '街道', '区委', '市委', '中央', '官方', '系统', '客服', '通知', '匿名'].map(plainForm);
/** Old forms of the characters such words are written with. */
const forms: Record<string, string> = { 書: '书', 記: '记', 黨: '党', 網: '网', 員: '员', 組: '组', 織: '织', 總: '总', 專: '专', 職: '职', 導: '导', 師: '师', 區: '区', 級: '级', 業: '业', 審: '审', 計: '计', 運: '运', 維: '维', 統: '统', 戰: '战', 傳: '传', 紀: '纪', 檢: '检', 廣: '广', 綜: '综', 系: '系', 繫: '系', 絡: '络', 務: '务', 長: '长', 張: '张', 陳: '陈', 劉: '刘', 楊: '杨', 趙: '赵', 黃: '黄', 吳: '吴', 孫: '孙', 馬: '马', 國: '国', 華: '华', 軍: '军', 強: '强', 偉: '伟', 麗: '丽', 艷: '艳', 傑: '杰', 濤: '涛', 鵬: '鹏', 輝: '辉', 龍: '龙', 鳳: '凤', 蘭: '兰', 紅: '红', 間: '间', 問: '问', 門: '门' };
/** As a reader takes it: without width, case, spaces, punctuation or invisible characters, and in today's forms. */
export const nameForm = (name: string): string => [...plainForm(name)].map((character) => forms[character] ?? character).join('');

/** `others`: the real and public names of people one might be mistaken for. One's own name is always one's own, also where another bears it. */
export function whyNotPublicName(wanted: string, own: string, others: readonly string[]): RefusalCode | null {
  if (wanted === '') return null;
  const form = nameForm(wanted);
  if (form === '') return 'name.nothing-left';
  if (form === nameForm(own)) return null;
  if (officeWords.some((word) => form.includes(word))) return 'name.office';
  return others.some((name) => nameForm(name) === form) ? 'name.taken' : null;
}
