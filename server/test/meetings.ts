import { meetingRoutes } from '@branch/shared/meetings/routes';
import type { Sent } from '@branch/shared/route';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { uuid } from './world.js';
import type { World } from './world.js';

/** A plan for a meeting that starts in ten minutes, with three agenda items. */
export function meetingPlan(): Omit<Sent<typeof meetingRoutes.call>, 'unitId' | 'clientId'> {
  const now = Date.now();
  return { kind: 'orgLife', form: 'online', title: '读书会：把一件小事做到底', theme: '说说手头的一件小事', startsAt: new Date(now + 600_000).toISOString(), endsAt: new Date(now + 5_400_000).toISOString(),
    agenda: [{ title: '这个月做成的一件小事', note: '' }, { title: '下季度轮流讲的安排', note: '每人一刻钟' }, { title: '自由发言', note: '' }], materials: [{ title: '读书摘记', text: '第三章。' }] };
}

/** Calls a meeting and opens it; the secretary is in the chair. */
export async function openMeeting(world: World, unit: MadeUnit, secretary: MadePerson): Promise<{ id: string; roomId: string }> {
  const called = await world.ok(secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...meetingPlan() });
  const opened = await world.ok(secretary, meetingRoutes.open, { unitId: unit.id, meetingId: called.id });
  return { id: opened.id, roomId: opened.roomId };
}
