import { Refusal } from '@branch/shared/refusals';

/** What we need of WeChat: who stands behind the code of wx.login. */
export interface WeChatIdentified { appId: string; openId: string }

/** An abstract class, so that the container finds it by its type. */
export abstract class WeChat {
  /** Exchanges a code (single use, five minutes) for the openid. Throws wechat.code-used or wechat.failed. */
  abstract code2Session(code: string): Promise<WeChatIdentified>;
}

interface Answer { openid?: string; errcode?: number; errmsg?: string }
/** 40029 wrong code, 40163 used code, 41008 missing code: the member enters again. Everything else is WeChat's trouble, not theirs. */
const spent = [40029, 40163, 41008];

/** The real one (auth.code2Session). The session_key in the answer is never read: we decrypt nothing with it. */
export class RealWeChat extends WeChat {
  constructor(private readonly app: { appId: string; secret: string }, private readonly base = 'https://api.weixin.qq.com', private readonly patience = 5000) { super(); }

  async code2Session(code: string): Promise<WeChatIdentified> {
    const query = new URLSearchParams({ appid: this.app.appId, secret: this.app.secret, js_code: code, grant_type: 'authorization_code' });
    let answer: Answer;
    try {
      const response = await fetch(`${this.base}/sns/jscode2session?${query.toString()}`, { signal: AbortSignal.timeout(this.patience), redirect: 'error' });
      answer = await response.json() as Answer;
    } catch { throw new Refusal('wechat.failed'); }
    if (answer.errcode && spent.includes(answer.errcode)) throw new Refusal('wechat.code-used');
    if (answer.errcode || typeof answer.openid !== 'string' || answer.openid === '') throw new Refusal('wechat.failed');
    return { appId: this.app.appId, openId: answer.openid };
  }
}

/** Stands in for WeChat in demo and tests, refused in production: the code `demo-<login>` is the openid, `used` and `down` are what they say. */
export class DoubleOfWeChat extends WeChat {
  async code2Session(code: string): Promise<WeChatIdentified> {
    if (code === 'down') throw new Refusal('wechat.failed');
    if (!/^demo-[\w.-]{1,80}$/.test(code)) throw new Refusal('wechat.code-used');
    return { appId: doubleAppId, openId: code };
  }
}

/** For an installation without the mini-program. */
export class NoWeChat extends WeChat {
  async code2Session(): Promise<WeChatIdentified> { throw new Refusal('wechat.failed'); }
}

export const doubleAppId = 'demo';
