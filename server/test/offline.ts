import type { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import type { Sent } from '@branch/shared/route';
import type { MadePerson } from '../src/seed/factories.js';

type What = Omit<Sent<typeof offlineRoutes.enter>, 'unitId' | 'clientId'>;

/** A meeting held around a table two hours long; `startsAt` three days ago unless the story says otherwise. */
export function heldOffline(chair: MadePerson, came: MadePerson[], more: Partial<What> = {}): What {
  const startsAt = new Date(more.startsAt ?? Date.now() - 3 * 86_400_000);
  return { kind: 'themeDay', title: '走访社区养老院', place: '宜山路770号二楼会议室', agenda: [{ title: '集中学习', note: '' }, { title: '分组走访', note: '四人一组' }], chairId: chair.id, came: [chair, ...came].map((person) => person.id), leave: [], observers: [], decisions: [], reason: '',
    ...more, startsAt: startsAt.toISOString(), endsAt: more.endsAt ?? new Date(startsAt.getTime() + 7_200_000).toISOString() };
}
