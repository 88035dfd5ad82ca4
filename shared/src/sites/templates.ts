/** Column templates by kind (SITE-4): the names are those of 2008, the rules are a beginning that each branch rewrites. */
import type { ColumnKind, ColumnVisibility, Theme } from './routes.js';

export const columnKindNames: Record<ColumnKind, string> = { study: '学习', discussion: '讨论', information: '信息', leisure: '休闲', news: '动态', profiles: '风采', openness: '公开' };
export const columnVisibilityNames: Record<ColumnVisibility, string> = { branch: '仅本支部', community: '本社区党员', members: '全体党员', public: '向社会公开' };
export const themeNames: Record<Theme, string> = { red: '朱红', teal: '松青', indigo: '靛蓝', amber: '琥珀', plum: '梅紫', slate: '石墨' };

export interface ColumnTemplate { kind: ColumnKind; name: string; rules: string; visibility: ColumnVisibility; hosted?: boolean }

export const columnTemplates: readonly ColumnTemplate[] = [
  { kind: 'news', name: '支部动态', rules: '支部做了什么、要做什么。写清时间、地点和人，有图更好。', visibility: 'branch' },
  { kind: 'study', name: '学习资料', rules: '值得一起读的。转载请注明出处，说一句为什么推荐。', visibility: 'members' },
  { kind: 'study', name: '专题教育', rules: '围绕一个专题的材料和讨论，过期的请收进归档。', visibility: 'branch' },
  { kind: 'discussion', name: '谈谈新想法', rules: '对事不对人，可以不同意，请说理由。', visibility: 'branch' },
  { kind: 'discussion', name: '说说心里话', rules: '不截图、不外传、不追问是谁。这个栏目由上一级代管，本单位的管理者不参与审核。', visibility: 'branch', hosted: true },
  { kind: 'information', name: '就业创业', rules: '岗位和项目请写明单位、联系方式和有效期，不收费，不代招。', visibility: 'members' },
  { kind: 'information', name: '婚姻恋爱', rules: '尊重彼此，不打听隐私，不发他人照片。', visibility: 'members' },
  { kind: 'leisure', name: '感想随笔', rules: '长短都好，写自己的。', visibility: 'branch' },
  { kind: 'leisure', name: '旅游贴图', rules: '自己拍的照片，里面的人都同意。', visibility: 'branch' },
  { kind: 'leisure', name: '身心保健', rules: '经验可以分享，不卖东西，不替代就医。', visibility: 'branch' },
  { kind: 'profiles', name: '党员风采', rules: '写别人要先问本人，发之前请本人看过。', visibility: 'branch' },
  { kind: 'openness', name: '党务公开', rules: '公开什么、多久一次，按支部的约定；涉及个人的先脱去隐私。', visibility: 'branch' },
];
