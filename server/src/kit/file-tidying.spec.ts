import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { fileRoutes } from '@branch/shared/files';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { FileTidying } from './file-tidying.js';
import { Settings } from './kit.module.js';

describe('传上来没有用的图片，一天以后清掉', () => {
  let world: World;
  let branch: MadeUnit;
  let member: MadePerson;
  let room: { unitId: string; roomId: string };

  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    member = await world.make.member(branch);
    const group = (await world.ok(member, roomRoutes.mine, {})).items.find((one) => one.meetingId === null && one.unitId === branch.id);
    room = { unitId: branch.id, roomId: group?.roomId ?? '' };
  });
  afterAll(async () => { await world.close(); });

  const upload = async () => {
    const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#b3261e' } }).png().toBuffer();
    return (await world.upload(member, fileRoutes.upload, { unitId: branch.id }, { name: 'a.png', type: 'image/png', bytes })).body.id as string;
  };
  const say = (fileId: string) => world.as(member, roomRoutes.speak, { ...room, clientId: uuid(), text: '看照片', pictures: [{ fileId, alt: '' }] });
  const age = (hours: number, ...ids: string[]) => world.rows('update stored_file set at = app_now() - make_interval(hours => $1) where id = any ($2)', [hours, ids]);
  const here = async (id: string) => {
    const rows = await world.rows('select 1 from stored_file where id = $1', [id]);
    const onDisk = ['full', 'thumb'].filter((part) => existsSync(join(world.get(Settings).config.dataDir, 'files', id.slice(0, 2), `${id}.${part}.webp`)));
    return [rows.length, onDisk.length];
  };
  const tidy = () => world.get(FileTidying).tidy();

  it('没人用的清掉，记录和文件都不留；发言里用着的、撤回了的、还不到一天的都在', async () => {
    const [unused, used, recalled, fresh] = [await upload(), await upload(), await upload(), await upload()];
    await say(used);
    const said = await say(recalled);
    await world.ok(member, roomRoutes.recall, { ...room, seq: String(said.body.entry.seq) as never });
    await age(25, unused, used, recalled);
    await age(23, fresh);
    expect(await tidy()).toBe(1);
    expect(await Promise.all([unused, used, recalled, fresh].map(here))).toEqual([[0, 0], [1, 2], [1, 2], [1, 2]]);
    expect(await tidy()).toBe(0);
  });

  it('以后新加的表也算：名单、结构化内容、封面，哪一处记着都不误删；一处都不记了才清', async () => {
    await world.rows('create table plan_of_tomorrow (cover_file_id text, parts jsonb, ids text[])');
    await world.rows('grant select on plan_of_tomorrow to public');
    const id = await upload();
    await age(25, id);
    for (const row of ['$1, null, null', "null, jsonb_build_array(jsonb_build_object('fileId', $1::text)), null", 'null, null, array[$1::text]']) {
      await world.rows(`insert into plan_of_tomorrow values (${row})`, [id]);
      expect([row, await tidy()]).toEqual([row, 0]);
      await world.rows('delete from plan_of_tomorrow');
    }
    expect(await tidy()).toBe(1);
  });

  it('清理的同时有人正要发出这张图：要么发成了图还在，要么没发成说没有找到，绝没有发出去却没有图的', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await upload();
      await age(25, id);
      const [said] = await Promise.all([say(id), tidy()]);
      expect([said.status, ...(await here(id))]).toEqual(said.status === 200 ? [200, 1, 2] : [404, 0, 0]);
      await tidy();
      expect((await here(id))[0]).toBe(said.status === 200 ? 1 : 0);
    }
  });
});
