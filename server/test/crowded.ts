import { meetingRoutes } from '@branch/shared/meetings/routes';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { openMeeting } from './meetings.js';
import type { World } from './world.js';

/** A few at a time, as people press: a hundred at once would only wait in the server's own queue. */
export async function inTens<T>(list: readonly T[], work: (item: T) => Promise<unknown>, width = 10): Promise<void> {
  const rest = [...list];
  await Promise.all(Array.from({ length: width }, async () => { for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item); }));
}

/** An open meeting of a general branch with `count` people in the room, the secretary in the chair among them: enough for votes whose figures mean something. */
export async function crowdedMeeting(world: World, count: number): Promise<{ unit: MadeUnit; secretary: MadePerson; members: MadePerson[]; at: { unitId: string; meetingId: string }; roomId: string }> {
  const unit = (await world.make.chain()).general;
  const secretary = await world.make.officer('secretary', unit, '赵书记');
  const members = await world.make.members(unit, count - 1);
  const meeting = await openMeeting(world, unit, secretary);
  const at = { unitId: unit.id, meetingId: meeting.id };
  await inTens(members, (member) => world.ok(member, meetingRoutes.enter, at));
  // The crowd stays for the whole story.
  await world.rows('update presence set lease_until = app_now() + interval \'1 hour\' where room_id = $1', [meeting.roomId]);
  return { unit, secretary, members, at, roomId: meeting.roomId };
}
