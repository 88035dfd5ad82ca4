import type { DemoDistrict } from './corpus/types.js';
import type { Printed } from './seeding.js';
import { tinyDistrict } from './tiny.js';

/** The district that `npm start` shows. */
export const demoDistrict = (today: Date): DemoDistrict => tinyDistrict(today);

/** One person for every role, to be printed; and who chairs the meeting of today. */
export function printedPeople(demo: DemoDistrict): { printed: Printed[]; chair: number } {
  const unit = demo.scenario.unit;
  const officer = (role: string) => demo.officers.find((one) => one.role === role && one.unit === unit)?.person ?? 0;
  const chair = officer('secretary');
  const officers = new Set(demo.officers.map((one) => one.person));
  const beneath = new Set([unit, ...demo.units.filter((one) => one.parent === unit).map((one) => one.key)]);
  const members = demo.people.map((person, index) => ({ person, index })).filter(({ person, index }) => beneath.has(person.unit) && !officers.has(index));
  const ordinary = members.filter(({ person }) => person.status === 'full').slice(0, 3);
  const probationary = members.find(({ person }) => person.status === 'probationary');
  const provider = demo.services.flatMap((service) => service.providers).find((one) => beneath.has(demo.people[one]?.unit ?? '') && !ordinary.some(({ index }) => index === one));
  const staff = (role: string, title: string, login: string): Printed[] => {
    const home = demo.units.find((one) => one.key === unit)?.parent;
    const index = demo.staff.findIndex((one) => one.role === role && (role !== 'communityStaff' || one.unit === home));
    return index < 0 ? [] : [{ login, title, staff: index, unit: demo.staff[index]?.unit ?? unit }];
  };
  return { chair, printed: [
    ...ordinary.map(({ index }, at) => ({ login: `dangyuan${at + 1}`, title: '党员', person: index, unit })),
    ...(probationary ? [{ login: 'yubei', title: '预备党员', person: probationary.index, unit }] : []),
    { login: 'shuji', title: '书记', person: chair, unit },
    ...(officer('deputySecretary') ? [{ login: 'fushuji', title: '副书记', person: officer('deputySecretary'), unit }] : []),
    { login: 'wangguan', title: '网管员', person: officer('networkAdmin'), unit },
    ...(officer('moderator') ? [{ login: 'banzhu', title: '版主', person: officer('moderator'), unit }] : []),
    ...(provider === undefined || officers.has(provider) ? [] : [{ login: 'huzhu', title: '服务提供者', person: provider, unit }]),
    ...staff('communityStaff', '社区综合党委', 'shequ'), ...staff('districtStaff', '区级工作人员', 'quji'), ...staff('auditor', '审计员', 'shenji'), ...staff('operator', '运维员', 'yunwei'),
  ] };
}
