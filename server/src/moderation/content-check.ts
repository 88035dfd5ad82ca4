/** What a machine says of content: it may hold, never delete, and 20001 (时政) is common in Party talk (MOD-6). */
export interface Verdict { suggest: 'pass' | 'review' | 'risky'; label: number }
export const political = 20001;

/** WeChat did not answer, or not in a way one can read. */
export class CheckDown extends Error {}

/** An abstract class, so that the container finds it by its type. */
export abstract class ContentCheck {
  /** Whether content is checked at all. */
  abstract readonly enabled: boolean;
  /** The app whose openids this check knows. */
  abstract readonly appId: string;
  /** Throws CheckDown. */
  abstract text(openId: string, words: string): Promise<Verdict>;
  /** Asks about a picture by an address WeChat can fetch; the verdict is asked for later by the trace. Throws CheckDown. */
  abstract picture(openId: string, address: string): Promise<{ traceId: string; verdict: Verdict | null }>;
}

interface Answer { errcode?: number; access_token?: string; expires_in?: number; result?: { suggest?: string; label?: number }; trace_id?: string }
/** The interface takes at most 2,500 characters at once (guarantees 1). */
const mostAtOnce = 2500;
/** 40001, 40014, 42001: the access token is spent; asked once more with a fresh one. */
const spent = [40001, 40014, 42001];

/** The real one: security.msgSecCheck (version 2, scene 3: forum) and security.mediaCheckAsync. */
export class RealContentCheck extends ContentCheck {
  readonly enabled = true;
  private token: { value: string; until: number } | null = null;

  constructor(private readonly app: { appId: string; secret: string }, private readonly base = 'https://api.weixin.qq.com', private readonly patience = 5000) { super(); }

  get appId(): string { return this.app.appId; }

  async text(openId: string, words: string): Promise<Verdict> {
    const characters = [...words];
    let worst: Verdict = { suggest: 'pass', label: 100 };
    for (let at = 0; at === 0 || at < characters.length; at += mostAtOnce) {
      const answer = await this.ask('/wxa/msg_sec_check', { version: 2, scene: 3, openid: openId, content: characters.slice(at, at + mostAtOnce).join('') });
      const verdict = verdictOf(answer);
      if (rank(verdict) > rank(worst)) worst = verdict;
    }
    return worst;
  }

  async picture(openId: string, address: string): Promise<{ traceId: string; verdict: null }> {
    const answer = await this.ask('/wxa/media_check_async', { version: 2, scene: 3, openid: openId, media_type: 2, media_url: address });
    if (typeof answer.trace_id !== 'string' || answer.trace_id === '') throw new CheckDown('no trace');
    return { traceId: answer.trace_id, verdict: null };
  }

  private async ask(path: string, body: Record<string, unknown>, again = true): Promise<Answer> {
    const answer = await this.post(`${path}?access_token=${encodeURIComponent(await this.accessToken())}`, body);
    if (answer.errcode && spent.includes(answer.errcode) && again) {
      this.token = null;
      return this.ask(path, body, false);
    }
    if (answer.errcode) throw new CheckDown(`errcode ${answer.errcode}`);
    return answer;
  }

  private async accessToken(): Promise<string> {
    if (this.token && this.token.until > Date.now()) return this.token.value;
    const answer = await this.post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: this.app.appId, secret: this.app.secret });
    if (typeof answer.access_token !== 'string' || answer.access_token === '') throw new CheckDown('no access token');
    this.token = { value: answer.access_token, until: Date.now() + Math.max(60, (answer.expires_in ?? 7200) - 300) * 1000 };
    return answer.access_token;
  }

  private async post(path: string, body: Record<string, unknown>): Promise<Answer> {
    try {
      const response = await fetch(this.base + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(this.patience), redirect: 'error' });
      return await response.json() as Answer;
    } catch (error) { throw new CheckDown((error as Error).message); }
  }
}

const rank = (verdict: Verdict): number => ({ pass: 0, review: 1, risky: 2 })[verdict.suggest];

/** An answer that is none of the three known words is no pass. */
export function verdictOf(answer: { result?: { suggest?: string; label?: number } }): Verdict {
  const { suggest, label } = answer.result ?? {};
  if (suggest !== 'pass' && suggest !== 'review' && suggest !== 'risky') throw new CheckDown('no verdict');
  return { suggest, label: label ?? 0 };
}

/** Stands in for WeChat in tests; off unless a story switches it on, in the demo too: there a person looks at public content, as in every installation without the real check. Words in the text say what it answers. */
export class DoubleOfContentCheck extends ContentCheck {
  enabled = false;
  readonly appId = 'demo';
  readonly asked: string[] = [];

  async text(_openId: string, words: string): Promise<Verdict> {
    this.asked.push(words);
    if (words.includes('（检查：断）')) throw new CheckDown('down');
    if (words.includes('（检查：时政）')) return { suggest: 'risky', label: political };
    if (words.includes('（检查：危险）')) return { suggest: 'risky', label: 20006 };
    if (words.includes('（检查：再看）')) return { suggest: 'review', label: 20008 };
    return { suggest: 'pass', label: 100 };
  }

  async picture(_openId: string, address: string): Promise<{ traceId: string; verdict: Verdict }> {
    this.asked.push(address);
    return { traceId: 'double', verdict: { suggest: 'pass', label: 100 } };
  }
}

/** For an installation without the mini-program: word lists and people only; what strangers can read waits for one of them. */
export class NoContentCheck extends ContentCheck {
  readonly enabled = false;
  readonly appId = '';
  async text(): Promise<Verdict> { throw new CheckDown('off'); }
  async picture(): Promise<never> { throw new CheckDown('off'); }
}
