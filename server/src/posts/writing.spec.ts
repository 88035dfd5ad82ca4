import sharp from 'sharp';
import { fileRoutes } from '@branch/shared/files';
import type { Block } from '@branch/shared/posts/blocks';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { uuid, World } from '../../test/world.js';
import { context } from '../kit/context.js';
import { Reading } from '../kit/db.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { VisitsService } from './visits.service.js';

const p = (text: string): Block => ({ type: 'paragraph', text });

describe('写帖、改帖、草稿', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let author: MadePerson;
  let comrade: MadePerson;
  let columnId: string;
  let photo: Buffer;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    branch = chain.branch;
    author = await world.make.member(branch);
    comrade = await world.make.member(branch);
    columnId = (await world.ok(author, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#1b7a43' } }).jpeg().toBuffer();
  });
  afterAll(async () => { await world.close(); });

  const here = () => ({ unitId: branch.id, columnId, title: '周六站桶', visibility: 'branch' as const });
  const picture = async (by = author, unitId = branch.id) => (await world.upload(by, fileRoutes.upload, { unitId }, { name: 'a.jpg', type: 'image/jpeg', bytes: photo })).body.id;
  const write = (blocks: Block[], more: object = {}, by = author) => world.as(by, postRoutes.write, { ...here(), clientId: uuid(), blocks, ...more });
  const edit = (post: { id: string; revision: number }, blocks: Block[], more: object = {}, by = author) => world.as(by, postRoutes.edit, { ...here(), postId: post.id, revision: post.revision, blocks, ...more });

  it('一篇有小标题、引文、列表、链接和两张图的帖子：块按原样存，图片带尺寸和临时地址，字数按字符数', async () => {
    const [a, b] = [await picture(), await picture()];
    const blocks: Block[] = [p('七点半集合 🙂'), { type: 'heading', text: '分工' }, { type: 'list', items: ['记数', '递水'] }, { type: 'picture', fileId: a, alt: '一排桶', caption: '擦干净了' }, { type: 'picture', fileId: b, alt: '', caption: '' },
      { type: 'quote', text: '慢点走' }, { type: 'link', url: 'https://www.12371.cn/', text: '学习材料' }];
    const post = (await write(blocks)).body;
    expect(post.blocks.map((block) => block.type)).toEqual(blocks.map((block) => block.type));
    expect(post.blocks[3]).toMatchObject({ fileId: a, alt: '一排桶', caption: '擦干净了', width: 800, height: 600, url: expect.stringContaining(`/files/${a}/full?`) as string });
    expect(post.text).toBe('七点半集合 🙂\n分工\n记数\n递水\n擦干净了\n慢点走\n学习材料');
    expect((await world.rows<{ characters: number }>('select characters from post where id = $1', [post.id]))[0]?.characters).toBe([...post.text].filter((one) => one !== '\n').length);
    expect((await fetch(world.url + (post.blocks[4] as { thumbUrl: string }).thumbUrl)).status).toBe(200);
    const listed = (await world.ok(comrade, postRoutes.posts, { unitId: branch.id })).items.find((one) => one.id === post.id);
    expect(listed).toMatchObject({ pictures: 2, cover: { alt: '一排桶', thumbUrl: expect.stringContaining(`/files/${a}/thumb?`) as string }, comments: 0 });
  });

  it.each<[string, () => Promise<Block[]> | Block[], number, string]>([
    ['脚本链接', () => [{ type: 'link', url: 'javascript:alert(1)', text: '点我' }], 422, 'post.link-invalid'],
    ['图片说明里倒着写的名字', async () => [{ type: 'picture', fileId: await picture(), alt: '', caption: '书记\u202e' }], 422, 'line.control-characters'],
    ['别人的图片', async () => [{ type: 'picture', fileId: await picture(comrade), alt: '', caption: '' }], 404, 'not-found'],
    ['没有的图片', () => [{ type: 'picture', fileId: 'zzzzzzzzzzz', alt: '', caption: '' }], 404, 'not-found'],
    ['把图片当附件', async () => [{ type: 'attachment', fileId: await picture() }], 404, 'not-found'],
    ['只有空块', () => [p(' \n '), { type: 'list', items: ['  '] }], 422, 'post.empty'],
    ['十张图', async () => { const id = await picture(); return Array.from({ length: 10 }, (): Block => ({ type: 'picture', fileId: id, alt: '', caption: '' })); }, 422, 'post.too-many-pictures'],
    ['两万零一个字', () => [p('字'.repeat(15_000)), p('字'.repeat(5001))], 422, 'post.too-long'],
    ['没有的块', () => [{ type: 'html', text: '<b>' } as never], 400, 'input.invalid'],
    ['块里多出一项', () => [{ type: 'paragraph', text: '好', style: 'x' } as never], 400, 'input.invalid'],
  ])('不收：%s，什么也没有留下', async (_, blocks, status, code) => {
    const before = await world.rows('select id from post where unit_id = $1', [branch.id]);
    expect(await write(await blocks())).toMatchObject({ status, code });
    expect(await world.rows('select id from post where unit_id = $1', [branch.id])).toEqual(before);
  });

  it('别的支部的人走不到别的支部的图：图片要属于发帖的支部', async () => {
    const other = await world.make.unit('branch', chain.general);
    await world.make.join(author, other, 'full');
    expect(await write([{ type: 'picture', fileId: await picture(author, other.id), alt: '', caption: '' }])).toMatchObject({ status: 404 });
    await world.rows('delete from membership where unit_id = $1', [other.id]);
  });

  it('改了两次：每一版都在，谁在什么时候改的看得到；原样再存一遍不算新的一版', async () => {
    const post = (await write([p('第一稿')])).body;
    const second = (await edit(post, [p('第二稿')], { title: '周六站桶记' })).body;
    expect(second).toMatchObject({ revision: 2, title: '周六站桶记', text: '第二稿', publishedAt: post.publishedAt });
    expect(second.editedAt).not.toBeNull();
    const third = (await edit(second, [p('第二稿'), p('补一句')], { title: '周六站桶记' })).body;
    expect((await edit(third, [p('第二稿'), p('补一句')], { title: '周六站桶记' })).body.revision).toBe(3);
    const { items } = await world.ok(comrade, postRoutes.revisions, { unitId: branch.id, postId: post.id });
    expect(items.map((one) => [one.revision, one.title, one.by.id, one.blocks.length])).toEqual([[3, '周六站桶记', author.id, 2], [2, '周六站桶记', author.id, 1], [1, '周六站桶', author.id, 1]]);
    expect(items[2]?.at).toBe(post.publishedAt);
    expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === post.id)).toHaveLength(1);
    expect((await world.eventsOf('post.edited', branch.id)).filter((event) => event.postId === post.id).map((event) => event.revision)).toEqual([2, 3]);
  });

  it('两个窗口改同一篇：后存的被挡住，知道谁、什么时候改的，两边写的都没丢；看过再存就成', async () => {
    const post = (await write([p('原来的一段')])).body;
    const answers = await Promise.all([edit(post, [p('左边窗口改的')]), edit(post, [p('右边窗口改的')])]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const late = answers.find((one) => one.status === 409);
    expect(late).toMatchObject({ code: 'conflict.changed', details: { by: author.name, revision: 2, at: expect.stringMatching(/^20/) as string } });
    const now = await world.ok(author, postRoutes.post, { unitId: branch.id, postId: post.id });
    const lost = answers[0]?.status === 409 ? '左边窗口改的' : '右边窗口改的';
    expect(now.text).not.toBe(lost);
    expect(await edit(now, [p(lost)])).toMatchObject({ status: 200, body: { text: lost, revision: 3 } });
    expect((await world.ok(author, postRoutes.revisions, { unitId: branch.id, postId: post.id })).items).toHaveLength(3);
  });

  it('应答丢了再存一次：不算冲突，也不多一版', async () => {
    const post = (await write([p('稿子')])).body;
    const [first, again] = [await edit(post, [p('改稿')]), await edit(post, [p('改稿')])];
    expect([first.status, again.status, again.body.revision]).toEqual([200, 200, 2]);
  });

  it('改别人的、撤回别人的都不行；撤回以后谁也看不到，文字回到自己的草稿', async () => {
    const id = await picture();
    const post = (await write([p('写得不对'), { type: 'picture', fileId: id, alt: '', caption: '' }])).body;
    expect(await edit(post, [p('别人来改')], {}, comrade)).toMatchObject({ status: 403, code: 'post.not-yours' });
    expect(await world.as(comrade, postRoutes.retract, { unitId: branch.id, postId: post.id })).toMatchObject({ status: 403, code: 'post.not-yours' });
    const { draftId } = await world.ok(author, postRoutes.retract, { unitId: branch.id, postId: post.id });
    expect(await world.as(comrade, postRoutes.post, { unitId: branch.id, postId: post.id })).toMatchObject({ status: 404 });
    expect((await world.ok(comrade, postRoutes.posts, { unitId: branch.id })).items.some((one) => one.id === post.id)).toBe(false);
    expect(await world.as(author, postRoutes.retract, { unitId: branch.id, postId: post.id })).toMatchObject({ status: 409, code: 'post.gone' });
    expect(await edit(post, [p('再改')])).toMatchObject({ status: 409, code: 'post.gone' });
    expect(await world.ok(author, draftRoutes.draft, { unitId: branch.id, draftId })).toMatchObject({ title: '周六站桶', note: '您撤回的帖子', blocks: [{ text: '写得不对' }, { fileId: id }] });
    expect(await world.rows('select 1 from member_act where source_id = $1', [post.id])).toEqual([]);
  });

  describe('范围（SITE-6）', () => {
    it('给全体党员的帖子，外社区的人打得开、图也看得到、列得出；只给支部的，和没有一样', async () => {
      const id = await picture();
      const wide = (await write([p('请大家来'), { type: 'picture', fileId: id, alt: '海报', caption: '' }], { visibility: 'members', title: '开放的读书会' })).body;
      const own = (await write([p('支部内的事')], { title: '支部内的事' })).body;
      const outsider = await world.make.member((await world.make.chain()).branch);
      const seen = await world.ok(outsider, postRoutes.post, { unitId: branch.id, postId: wide.id });
      expect(seen.title).toBe('开放的读书会');
      expect((await fetch(world.url + (seen.blocks[1] as { url: string }).url)).status).toBe(200);
      const list = (await world.ok(outsider, postRoutes.wider, {})).items;
      expect(list.find((one) => one.id === wide.id)).toMatchObject({ unitId: branch.id, siteName: expect.any(String) as string });
      expect(list.some((one) => one.id === own.id)).toBe(false);
      expect((await world.ok(comrade, postRoutes.wider, {})).items.some((one) => one.id === wide.id)).toBe(false);
      expect(await world.as(outsider, postRoutes.post, { unitId: branch.id, postId: own.id })).toMatchObject({ status: 404 });
      expect(await world.as(null, postRoutes.post, { unitId: branch.id, postId: wide.id })).toMatchObject({ status: 404 });
      // Meant for fewer people afterwards: the address of the picture ends, too.
      const url = (seen.blocks[1] as { url: string }).url;
      await edit(wide, [p('请大家来'), { type: 'picture', fileId: id, alt: '海报', caption: '' }], { title: '开放的读书会', visibility: 'branch' });
      expect((await fetch(world.url + url)).status).toBe(404);
      expect(await world.as(outsider, postRoutes.post, { unitId: branch.id, postId: wide.id })).toMatchObject({ status: 404 });
    });

    it('附件跟着帖子的范围走：给全体党员的，外社区的人下载得到；收回以后，地址也不行了', async () => {
      const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
      const file = (await world.upload(author, fileRoutes.uploadDocument, { unitId: branch.id, name: '学习清单.pdf' }, { name: 'x.pdf', type: 'application/pdf', bytes: pdf })).body;
      const blocks: Block[] = [p('清单在这里'), { type: 'attachment', fileId: file.id }];
      const post = (await write(blocks, { visibility: 'members' })).body;
      expect(post.blocks[1]).toEqual({ type: 'attachment', fileId: file.id, name: '学习清单.pdf', bytes: pdf.length });
      const outsider = await world.make.member((await world.make.chain()).branch);
      const at = { unitId: branch.id, postId: post.id, fileId: file.id };
      const { url } = await world.ok(outsider, postRoutes.attachment, at);
      const got = await fetch(world.url + url);
      expect([got.status, got.headers.get('content-disposition')?.startsWith('attachment'), Buffer.from(await got.arrayBuffer()).equals(pdf)]).toEqual([200, true, true]);
      expect(await world.as(outsider, postRoutes.attachment, { ...at, fileId: 'zzzzzzzzzzz' })).toMatchObject({ status: 404 });
      expect(await world.as(null, postRoutes.attachment, at)).toMatchObject({ status: 404 });
      await edit(post, blocks, { visibility: 'branch' });
      expect(await world.as(outsider, postRoutes.attachment, at)).toMatchObject({ status: 404 });
      expect((await fetch(world.url + url)).status).toBe(404);
    });

    it('公开的帖子没登录也打得开，图也看得到；别人的图片地址改成访客的也没有用', async () => {
      const id = await picture();
      const post = (await write([{ type: 'picture', fileId: id, alt: '滨江的树', caption: '' }], { visibility: 'public', title: '种树' })).body;
      expect(post.state).toBe('pending');
      await world.rows('update post set state = \'published\' where id = $1', [post.id]);
      const seen = await world.ok(null, postRoutes.post, { unitId: branch.id, postId: post.id });
      expect(seen).toMatchObject({ title: '种树', mine: false, mayComment: false });
      const url = (seen.blocks[0] as { url: string }).url;
      const picked = await fetch(world.url + url);
      expect([picked.status, picked.headers.get('content-type')]).toEqual([200, 'image/webp']);
      const hidden = (await write([{ type: 'picture', fileId: await picture(), alt: '', caption: '' }])).body;
      const secret = (hidden.blocks[0] as { url: string }).url;
      expect((await fetch(world.url + secret.replace(/v=[^&]+/, 'v=11111111111'))).status).toBe(403);
      await world.rows('update site set state = \'rectifying\' where unit_id = $1', [branch.id]);
      expect((await world.as(null, postRoutes.post, { unitId: branch.id, postId: post.id })).status).toBe(404);
      expect((await fetch(world.url + url)).status).toBe(404);
      await world.rows('update site set state = \'online\' where unit_id = $1', [branch.id]);
    });
  });

  describe('草稿', () => {
    const keep = (draftId: string, title: string, more: object = {}, by = author) => world.as(by, draftRoutes.saveDraft, { unitId: branch.id, draftId, columnId, title, visibility: 'branch', blocks: [p(`${title}的正文`)], ...more });

    it('边写边存，后存的算数；换一台设备接着写；发布以后草稿没了', async () => {
      const draftId = uuid();
      await keep(draftId, '写到一半');
      await keep(draftId, '快写完了');
      expect((await world.ok(author, draftRoutes.drafts, {})).items.filter((one) => one.id === draftId)).toEqual([expect.objectContaining({ title: '快写完了', excerpt: '快写完了的正文', unitName: branch.name })]);
      const kept = await world.ok(author, draftRoutes.draft, { unitId: branch.id, draftId });
      const post = await write([p('写完了')], { draftId, title: kept.title });
      expect(post.status).toBe(200);
      expect(await world.as(author, draftRoutes.draft, { unitId: branch.id, draftId })).toMatchObject({ status: 404 });
    });

    it('草稿只有自己看得到：同支部的人、书记都不行', async () => {
      const draftId = uuid();
      await keep(draftId, '心里话');
      const secretary = await world.make.officer('secretary', branch);
      for (const who of [comrade, secretary]) {
        expect(await world.as(who, draftRoutes.draft, { unitId: branch.id, draftId })).toMatchObject({ status: 404 });
        expect((await world.ok(who, draftRoutes.drafts, {})).items).toEqual([]);
        expect(await world.ok(who, draftRoutes.dropDraft, { unitId: branch.id, draftId })).toEqual({ dropped: false });
      }
      expect(await world.ok(author, draftRoutes.dropDraft, { unitId: branch.id, draftId })).toEqual({ dropped: true });
    });

    it('没写完的也能存：控制字符、半个字、不成样的链接都不挡；第五十一篇被清楚地挡住', async () => {
      const writer = await world.make.member(branch);
      const draftId = uuid();
      expect(await keep(draftId, '怪字\u0000\ud83d', { blocks: [{ type: 'link', url: 'http', text: '' }, p('空字符\u0000'), { type: 'picture', fileId: 'zzzzzzzzzzz', alt: '', caption: '' }] }, writer)).toMatchObject({ status: 200 });
      expect((await world.ok(writer, draftRoutes.draft, { unitId: branch.id, draftId })).blocks).toHaveLength(2);
      for (let i = 1; i < 50; i += 1) await keep(uuid(), `第${i}篇`, {}, writer);
      expect(await keep(uuid(), '第五十一篇', {}, writer)).toMatchObject({ status: 409, code: 'draft.too-many' });
      expect(await keep(draftId, '老的还能改', {}, writer)).toMatchObject({ status: 200 });
    });
  });

  it('打开一篇帖子不超过三条语句，列一页也是；访客只记总数，不记是谁', async () => {
    const post = (await write([p('数一数'), { type: 'picture', fileId: await picture(), alt: '', caption: '' }])).body;
    let asked = 0;
    const proper = Reading.prototype.sql;
    const sql = jest.spyOn(Reading.prototype, 'sql').mockImplementation(function counting(this: Reading, ...args: Parameters<Reading['sql']>) {
      // Jobs work in the same process; only this reader's statements are counted.
      if (context.getStore()?.me?.personId === comrade.id) asked += 1;
      return proper.apply(this, args);
    } as typeof proper);
    // One more asks who is calling and begins the transaction.
    const statements = async (work: () => Promise<unknown>): Promise<number> => { asked = 1; await work(); return asked; };
    expect(await statements(() => world.ok(comrade, postRoutes.post, { unitId: branch.id, postId: post.id }))).toBeLessThanOrEqual(3);
    expect(await statements(() => world.ok(comrade, commentRoutes.comments, { unitId: branch.id, postId: post.id }))).toBeLessThanOrEqual(3);
    expect(await statements(() => world.ok(comrade, postRoutes.posts, { unitId: branch.id }))).toBeLessThanOrEqual(3);
    expect(await statements(() => world.ok(comrade, postRoutes.posts, { unitId: branch.id, order: 'discussed' }))).toBeLessThanOrEqual(3);
    sql.mockRestore();
    for (let i = 0; i < 4; i += 1) await world.ok(comrade, postRoutes.post, { unitId: branch.id, postId: post.id });
    await world.ok(author, postRoutes.post, { unitId: branch.id, postId: post.id });
    await world.get(VisitsService).flush();
    const visits = await world.rows<{ visits: number }>('select * from page_visit where post_id = $1', [post.id]);
    expect(visits).toEqual([{ unit_id: branch.id, post_id: post.id, day: expect.anything() as unknown, visits: 5 }]);
  });
});
