import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { uuid, World } from '../../test/world.js';
import type { MadePerson } from '../../test/world.js';

describe('支部群聊：不开会也能说话（MEET-13）', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('本支部的人都算在内，说得出，看得见，读到哪里记到哪里', async () => {
    const { branch } = await world.make.chain();
    const [lin, zhou] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const group = (await world.ok(lin, roomRoutes.mine, {})).items.find((room) => room.meetingId === null && room.unitId === branch.id);
    const room = { unitId: branch.id, roomId: group?.roomId ?? '' };
    expect(await world.ok(lin, roomRoutes.state, room)).toMatchObject({ meetingId: null, open: true, me: { expected: true } });
    const said = await world.ok(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '周末有人一起去看展吗？' });
    expect((await world.ok(zhou, roomRoutes.mine, {})).items.find((one) => one.roomId === room.roomId)).toMatchObject({ unread: 1 });
    await world.ok(zhou, roomRoutes.read, { ...room, seq: said.entry.seq });
    expect((await world.ok(zhou, roomRoutes.mine, {})).items.find((one) => one.roomId === room.roomId)).toMatchObject({ unread: 0 });
    const { branch: other } = await world.make.chain();
    const [stranger] = await world.make.members(other, 1) as [MadePerson];
    expect((await world.as(stranger, roomRoutes.state, room)).status).toBe(404);
  });
});
