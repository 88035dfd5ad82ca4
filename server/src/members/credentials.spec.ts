import * as OTPAuth from 'otpauth';
import { accountRoutes } from '@branch/shared/members/account-routes';
import { memberRoutes, meRoutes, sessionRoutes } from '@branch/shared/members/routes';
import { rosterRoutes } from '@branch/shared/members/roster-routes';
import { Settings } from '../kit/kit.module.js';
import type { MadePerson } from '../seed/factories.js';
import { takesEffect } from '../../test/moderation.js';
import { World } from '../../test/world.js';

const good = '秋天的银杏落满武康路';
const better = '春天的玉兰开满了衡山路上';

describe('账号与安全', () => {
  let world: World;
  let serial = 0;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  beforeEach(() => world.rows('delete from sign_in_failure'));

  async function officer(role: 'secretary' | 'networkAdmin' | null = 'secretary'): Promise<MadePerson & { login: string; unitId: string }> {
    const { branch } = await world.make.chain();
    const person = role ? await world.make.officer(role, branch) : await world.make.member(branch);
    const login = `safe${++serial}`;
    await world.make.account(person, login, good);
    return { ...person, login, unitId: branch.id };
  }
  const signIn = (login: string, password = good, code?: string) => world.as(null, sessionRoutes.signIn, { login, password, client: 'h5', ...(code ? { code } : {}) });
  /** As time goes by: the proof of this person's sessions is six minutes old. */
  const later = (person: MadePerson) => world.rows('update session set proved_at = app_now() - interval \'6 minutes\' where person_id = $1', [person.id]);
  const codeOf = (otpauth: string, steps = 0) => (OTPAuth.URI.parse(otpauth) as OTPAuth.TOTP).generate({ timestamp: Date.now() + steps * 30_000 });
  async function enrolled(role: 'secretary' | 'networkAdmin' | null = 'secretary') {
    const who = await officer(role);
    const begun = await world.ok(who, accountRoutes.beginSecondStep, {});
    const { recoveryCodes } = await world.ok(who, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) });
    return { who, otpauth: begun.otpauth, recoveryCodes };
  }

  describe('验证器（ORG-6）', () => {
    it('书记自己绑定：扫码、填一次验证码，从此登录要码；备用码只显示这一次，库里只有指纹', async () => {
      const who = await officer();
      expect((await world.ok(who, meRoutes.me, {})).secondStep).toBe('advised');
      const begun = await world.ok(who, accountRoutes.beginSecondStep, {});
      expect(begun.otpauth).toContain(`secret=${begun.secret}`);
      expect(Buffer.from(begun.qr.split(',')[1] ?? '', 'base64').toString()).toMatch(/^<svg /);
      // Nothing is asked for yet.
      expect((await signIn(who.login)).status).toBe(200);
      expect((await world.as(who, accountRoutes.confirmSecondStep, { code: '000000' })).code).toBe('sign-in.code-wrong');
      const { recoveryCodes } = await world.ok(who, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) });
      expect(new Set(recoveryCodes).size).toBe(8);
      expect(await world.ok(who, accountRoutes.account, {})).toMatchObject({ login: who.login, hasPassword: true, secondStep: 'on', recoveryLeft: 8 });
      expect((await signIn(who.login)).code).toBe('sign-in.code-needed');
      expect((await signIn(who.login, good, codeOf(begun.otpauth, 1))).status).toBe(200);
      const dump = JSON.stringify(await world.rows('select to_json(a) a, to_json(r) r from account a join recovery_code r on r.person_id = a.person_id where a.person_id = $1', [who.id]));
      for (const secret of [begun.secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))]) expect(dump).not.toContain(secret);
    });

    it('绑定时别处的登录都退出，本人收到通知', async () => {
      const who = await officer();
      const elsewhere = await signIn(who.login);
      const begun = await world.ok(who, accountRoutes.beginSecondStep, {});
      await world.ok(who, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) });
      const answer = await fetch(`${world.url}/api/v1/me`, { headers: { authorization: `Bearer ${elsewhere.body.accessToken}` } });
      expect(answer.status).toBe(401);
      expect((await world.as(who, meRoutes.me, {})).status).toBe(200);
      await world.heard();
      expect((await world.rows<{ title: string }>('select title from notice where person_id = $1', [who.id])).map((one) => one.title)).toContain('您的账号绑定了验证器');
    });

    it('没生成二维码就填码、别人的码、过了五分钟才来，都不行', async () => {
      const who = await officer();
      expect((await world.as(who, accountRoutes.confirmSecondStep, { code: '123456' })).code).toBe('second-step.not-begun');
      await later(who);
      expect((await world.as(who, accountRoutes.beginSecondStep, {})).code).toBe('step-up.required');
      await world.ok(who, sessionRoutes.prove, { password: good });
      const begun = await world.ok(who, accountRoutes.beginSecondStep, {});
      const other = await officer();
      await world.ok(other, accountRoutes.beginSecondStep, {});
      expect((await world.as(other, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) })).code).toBe('sign-in.code-wrong');
    });

    it('手机丢了用备用码登录，一个只能用一次，两处同时用也只成一处；换新后旧的作废', async () => {
      const { who, recoveryCodes: [first = '', second = '', third = ''] } = await enrolled();
      const both = await Promise.all([signIn(who.login, good, first.toLowerCase()), signIn(who.login, good, first.replace('-', ' '))]);
      expect(both.map((one) => one.status).sort()).toEqual([200, 401]);
      await world.rows('delete from sign_in_failure');
      expect((await signIn(who.login, good, first)).code).toBe('sign-in.code-wrong');
      expect((await world.ok(who, accountRoutes.account, {})).recoveryLeft).toBe(7);
      await world.ok(who, sessionRoutes.prove, { password: good, code: second });
      const renewed = await world.ok(who, accountRoutes.renewRecovery, {});
      expect((await signIn(who.login, good, third)).code).toBe('sign-in.code-wrong');
      expect((await signIn(who.login, good, renewed.recoveryCodes[0])).status).toBe(200);
    });

    it('停用要再验证身份；停用后登录不再要码', async () => {
      const { who, otpauth } = await enrolled();
      await later(who);
      expect((await world.as(who, accountRoutes.endSecondStep, {})).code).toBe('step-up.required');
      expect((await world.as(who, sessionRoutes.prove, { password: good })).code).toBe('sign-in.code-needed');
      await world.ok(who, sessionRoutes.prove, { password: good, code: codeOf(otpauth, 1) });
      await world.ok(who, accountRoutes.endSecondStep, {});
      expect((await signIn(who.login)).status).toBe(200);
      expect((await world.as(who, accountRoutes.endSecondStep, {})).code).toBe('second-step.off');
    });

    describe('验证器和备用码都丢了', () => {
      async function lost() {
        const { who, otpauth } = await enrolled('networkAdmin');
        const secretary = await world.make.officer('secretary', { id: who.unitId, name: '', kind: 'branch', path: [who.unitId] });
        const release = (by: MadePerson, personId = who.id, unitId = who.unitId) => world.as(by, accountRoutes.releaseSecondStep, { unitId, personId, reason: '手机被偷，备用码存在同一部手机里' });
        /** Three days later. */
        const due = async () => { await world.rows('update account set totp_ends_at = app_now() - interval \'1 second\' where person_id = $1 and totp_ends_at is not null', [who.id]); await takesEffect(world); };
        return { who, otpauth, secretary, release, due };
      }

      it('书记代为申请，三天后停用：本人每台设备都看得到是谁、为什么，到时候凭密码进来，再绑新的', async () => {
        const { who, secretary, release, due } = await lost();
        const asked = await release(secretary);
        expect(Math.round((new Date(asked.body.endsAt).getTime() - Date.now()) / 3_600_000)).toBe(72);
        expect((await world.ok(who, accountRoutes.account, {})).secondStepEnds).toMatchObject({ at: asked.body.endsAt.replace(/\.\d+Z/, 'Z'), by: secretary.name, reason: '手机被偷，备用码存在同一部手机里' });
        expect(await world.rows('select body from event where name = \'account.changed\' and body ->> \'personId\' = $1 order by at desc, id desc limit 1', [who.id])).toMatchObject([{ body: { change: 'secondStepEnding' } }]);
        expect((await release(secretary)).code).toBe('second-step.ending-already');
        expect((await signIn(who.login)).code).toBe('sign-in.code-needed');
        await due();
        expect((await world.as(who, accountRoutes.account, {})).status).toBe(401);
        expect((await signIn(who.login)).status).toBe(200);
        expect(await world.rows('select action from audit where object = $1 and action like \'second-step.%\' order by at', [`person:${who.id}`])).toEqual([{ action: 'second-step.release-asked' }, { action: 'second-step.released' }]);
        expect((await release(secretary)).code).toBe('second-step.none');
      });

      it('本人说还在用，或者用验证器登录一次，就不停用', async () => {
        const { who, otpauth, secretary, release, due } = await lost();
        expect((await world.as(who, accountRoutes.keepSecondStep, {})).code).toBe('second-step.not-ending');
        expect((await release(secretary)).status).toBe(200);
        await world.ok(who, accountRoutes.keepSecondStep, {});
        await due();
        expect((await signIn(who.login)).code).toBe('sign-in.code-needed');
        expect((await release(secretary)).status).toBe(200);
        expect((await signIn(who.login, good, codeOf(otpauth, 1))).status).toBe(200);
        expect((await world.ok(who, accountRoutes.account, {})).secondStepEnds).toBeNull();
        await due();
        expect((await signIn(who.login)).code).toBe('sign-in.code-needed');
      });

      it('只有能给其发邀请码的人可以申请，要刚验证过身份；不是这个单位的人，没有找到', async () => {
        const { who, secretary, release } = await lost();
        const stranger = await officer();
        expect((await release(stranger)).status).toBe(404);
        expect((await release(stranger, who.id, stranger.unitId)).status).toBe(404);
        expect((await release(who)).status).toBe(403);
        expect((await release(secretary, secretary.id)).code).toBe('second-step.not-yours');
        await world.make.account(secretary, `safe${++serial}`, good);
        const begun = await world.ok(secretary, accountRoutes.beginSecondStep, {});
        await world.ok(secretary, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) });
        await later(secretary);
        expect((await release(secretary)).code).toBe('step-up.required');
      });
    });

    it('绑了验证器的人用微信进来，敏感的事仍要验证码', async () => {
      const { who, otpauth } = await enrolled();
      await world.make.withPhone(who);
      const membership = await world.rows<{ id: string }>('select id from membership where person_id = $1', [who.id]);
      const session = await world.ok(null, sessionRoutes.signInByWeChat, { code: `demo-${who.login}` });
      const withToken = async (path: string, body: unknown) => (await (await fetch(`${world.url}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${session.accessToken}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()) as { phone?: string; error?: { code: string } };
      const reveal = () => withToken(`/units/${who.unitId}/roster/${membership[0]?.id ?? ''}/phone`, { reason: '核对' });
      expect((await reveal()).error?.code).toBe('step-up.required');
      expect((await withToken('/me/proof', { weChatCode: `demo-${who.login}` })).error?.code).toBe('sign-in.code-needed');
      expect((await withToken('/me/proof', { weChatCode: `demo-${who.login}`, code: codeOf(otpauth, 1) })).error).toBeUndefined();
      expect((await reveal()).phone).toMatch(/^139/);
    });
  });

  describe('要求验证器的部署（TOTP_REQUIRED）', () => {
    let was: boolean;
    beforeAll(() => { was = world.get(Settings).config.totpRequired; world.get(Settings).config.totpRequired = true; });
    afterAll(() => { world.get(Settings).config.totpRequired = was; });

    it('没绑定的书记：成员能做的照做，职务上的事先绑定；绑定后马上能办，不能再停用', async () => {
      const who = await officer();
      const here = { unitId: who.unitId };
      const mine = await world.ok(who, meRoutes.me, {});
      expect(mine.secondStep).toBe('required');
      expect(mine.units.find((one) => one.unit.id === who.unitId)?.permissions).not.toContain('roster.read');
      expect((await world.as(who, memberRoutes.members, here)).status).toBe(200);
      const refused = await world.as(who, memberRoutes.roster, here);
      expect([refused.status, refused.code]).toEqual([403, 'second-step.required']);
      const begun = await world.ok(who, accountRoutes.beginSecondStep, {});
      await world.ok(who, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) });
      expect((await world.as(who, memberRoutes.roster, here)).status).toBe(200);
      expect((await world.as(who, accountRoutes.endSecondStep, {})).code).toBe('second-step.needed');
    });

    it('普通成员不受影响；不是这个支部的人，看到的仍是“没有找到”', async () => {
      const member = await officer(null);
      expect((await world.ok(member, meRoutes.me, {})).secondStep).toBe('off');
      const stranger = await officer();
      expect((await world.as(stranger, memberRoutes.roster, { unitId: member.unitId })).code).toBe('not-found');
    });
  });

  describe('密码与微信', () => {
    it('用微信来的人设账号和密码，从此网页也能登录；别处退出', async () => {
      const { branch } = await world.make.chain();
      const person = await world.make.member(branch);
      const login = `wx${++serial}`;
      await world.make.account(person, login, good);
      await world.rows('update account set login = null, password_hash = null where person_id = $1', [person.id]);
      expect(await world.ok(person, accountRoutes.account, {})).toMatchObject({ login: null, hasPassword: false });
      expect((await world.as(person, accountRoutes.unbindWeChat, {})).code).toBe('wechat.only-way');
      expect((await world.as(person, accountRoutes.setPassword, { login, password: '123456' })).code).toBe('password.too-short');
      await later(person);
      expect((await world.as(person, accountRoutes.setPassword, { login, password: better })).code).toBe('step-up.required');
      expect((await world.as(person, sessionRoutes.prove, { weChatCode: 'demo-somebody-else' })).code).toBe('sign-in.failed');
      await world.ok(person, sessionRoutes.prove, { weChatCode: `demo-${login}` });
      await world.ok(person, accountRoutes.setPassword, { login: login.toUpperCase(), password: better });
      expect((await signIn(login, better)).status).toBe(200);
    });

    it('两个人同时要同一个账号名，只成一个，另一个得到说明', async () => {
      const two = [await officer(), await officer()];
      const login = `同名${++serial}xx`;
      const answers = await Promise.all(two.map((who) => world.as(who, accountRoutes.setPassword, { login, password: better })));
      expect(answers.map((one) => one.code ?? 'done').sort()).toEqual(['done', 'login-name.taken']);
    });

    it('改密码要新近验证过，别处的登录都退出，旧密码不能再用', async () => {
      const who = await officer();
      const elsewhere = await signIn(who.login);
      await world.ok(who, accountRoutes.setPassword, { login: who.login, password: better });
      expect((await fetch(`${world.url}/api/v1/me`, { headers: { authorization: `Bearer ${elsewhere.body.accessToken}` } })).status).toBe(401);
      expect((await signIn(who.login)).code).toBe('sign-in.failed');
      expect((await signIn(who.login, better)).status).toBe(200);
    });

    it('网页上生成绑定码，在小程序里填，微信就绑好了；码只用一次，两处同时填只成一处', async () => {
      const who = await officer();
      const { code } = await world.ok(who, accountRoutes.bindingCode, {});
      const elsewhere = await signIn(who.login);
      const both = await Promise.all([1, 2].map((n) => world.as(null, accountRoutes.bindByCode, { code: code.toLowerCase(), weChatCode: `demo-new-${who.login}-${n}` })));
      expect(both.map((one) => one.status).sort()).toEqual([200, 404]);
      const won = both.findIndex((one) => one.status === 200) + 1;
      expect((await world.as(null, sessionRoutes.signInByWeChat, { code: `demo-new-${who.login}-${won}` })).status).toBe(200);
      // The WeChat account bound before is out, and so is whoever sat elsewhere; the page that showed the code stays in.
      expect((await world.as(null, sessionRoutes.signInByWeChat, { code: `demo-${who.login}` })).code).toBe('sign-in.not-bound');
      expect((await fetch(`${world.url}/api/v1/me`, { headers: { authorization: `Bearer ${elsewhere.body.accessToken}` } })).status).toBe(401);
      expect((await world.as(who, meRoutes.me, {})).status).toBe(200);
      expect((await world.as(null, accountRoutes.bindByCode, { code, weChatCode: 'demo-third' })).code).toBe('binding-code.not-valid');
    });

    it('绑定码过了十分钟、乱猜的、绑到别人的微信上，都不行', async () => {
      const who = await officer();
      const other = await officer();
      const { code } = await world.ok(who, accountRoutes.bindingCode, {});
      expect((await world.as(null, accountRoutes.bindByCode, { code, weChatCode: `demo-${other.login}` })).code).toBe('wechat.bound-already');
      await world.rows('update binding_code set expires_at = app_now() where person_id = $1', [who.id]);
      expect((await world.as(null, accountRoutes.bindByCode, { code, weChatCode: 'demo-late' })).code).toBe('binding-code.not-valid');
      for (let i = 0; i < 20; i += 1) await world.as(null, accountRoutes.bindByCode, { code: `GUES-S${i}`, weChatCode: 'demo-guess' });
      expect((await world.as(null, accountRoutes.bindByCode, { code: 'GUESS-21', weChatCode: 'demo-guess' })).code).toBe('too-many-requests');
    });

    it('小程序里登录后直接绑微信、解除微信', async () => {
      const who = await officer();
      await world.ok(who, accountRoutes.bindWeChat, { weChatCode: `demo-again-${who.login}` });
      expect((await world.as(null, sessionRoutes.signInByWeChat, { code: `demo-again-${who.login}` })).status).toBe(200);
      await world.ok(who, accountRoutes.unbindWeChat, {});
      expect((await world.as(null, sessionRoutes.signInByWeChat, { code: `demo-again-${who.login}` })).code).toBe('sign-in.not-bound');
      expect((await world.as(who, accountRoutes.unbindWeChat, {})).code).toBe('wechat.not-bound');
    });
  });

  it('谁看过我的信息：号码被看、名册被导出都有一行，写明谁、什么职务、什么理由；与我无关的没有', async () => {
    const secretary = await officer();
    const member = await world.make.person('被看的同志');
    const unit = { id: secretary.unitId, name: '', kind: 'branch' as const, path: [secretary.unitId] };
    const membershipId = await world.make.join(member, unit);
    await world.make.withPhone(member);
    const other = await world.make.member(unit);
    const here = { unitId: secretary.unitId };
    await world.ok(secretary, memberRoutes.revealPhone, { ...here, membershipId, reason: '联系参会' });
    await fetch(`${world.url}/api/v1/units/${secretary.unitId}/roster/export?format=csv`, { headers: { authorization: `Bearer ${await world.tokenOf(secretary)}` } });
    const { items } = await world.ok(member, accountRoutes.looks, {});
    expect(items.map(({ who, as, what, reason }) => [who, as, what, reason])).toEqual([[secretary.name, '书记', 'exportMasked', null], [secretary.name, '书记', 'phone', '联系参会']]);
    expect((await world.ok(other, accountRoutes.looks, {})).items.map((one) => one.what)).toEqual(['exportMasked']);
    const late = await world.make.person('后来的同志');
    await world.make.join(late, unit, 'full', { startsOn: new Date(Date.now() + 86_400_000 * 2).toISOString().slice(0, 10) });
    expect((await world.ok(late, accountRoutes.looks, {})).items).toEqual([]);
    expect(rosterRoutes.export.stepUp).toBe(true);
  });
});
