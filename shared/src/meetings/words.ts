/** Kinds, forms and states of meetings with their Chinese names (product.md MEET-1). */
export const meetingKinds = ['memberAssembly', 'committee', 'group', 'lesson', 'themeDay', 'orgLife', 'appraisal', 'discussion'] as const;
export type MeetingKind = (typeof meetingKinds)[number];
export const meetingKindNames: Record<MeetingKind, string> = { memberAssembly: '支部党员大会', committee: '支委会', group: '党小组会', lesson: '党课', themeDay: '主题党日', orgLife: '组织生活会', appraisal: '民主评议党员', discussion: '网上主题讨论' };

export const meetingForms = ['online', 'offline', 'hybrid'] as const;
export type MeetingForm = (typeof meetingForms)[number];
export const meetingFormNames: Record<MeetingForm, string> = { online: '网上', offline: '线下', hybrid: '线上线下结合' };

export const meetingStates = ['called', 'open', 'closed', 'cancelled'] as const;
export type MeetingState = (typeof meetingStates)[number];

/** Coarse on purpose: an illness is never named (MEET-8, product.md 2). */
export const leaveCategories = ['businessTrip', 'work', 'family', 'other'] as const;
export type LeaveCategory = (typeof leaveCategories)[number];
export const leaveCategoryNames: Record<LeaveCategory, string> = { businessTrip: '出差', work: '工作', family: '家事', other: '其他' };
