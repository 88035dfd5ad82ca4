import { Agent, request } from 'node:http';

/** What came back. A request without an answer throws. */
export interface Answer { status: number; body: Record<string, unknown>; retryAfter: string | null }
export interface Trace { /** Longest time any request of the run took, answered or not, in ms. */ longest: number; /** How often the server said that it is busy, and with what. */ busy: Answer[]; /** Answers of 5xx other than `server.busy`. */ failed: Answer[] }

export const newTrace = (): Trace => ({ longest: 0, busy: [], failed: [] });

/** A client with connections of its own, as a phone has them. Gives up after 12 s: nothing may hang longer than 10 s. */
export class Wire {
  // Lets go of an idle connection well before the server does (10 s): a request must not meet a connection that is just being closed.
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 40, timeout: 3000 });
  constructor(private readonly token: string, readonly trace: Trace = newTrace()) {}

  async call(base: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const from = Date.now();
    try {
      const answer = await this.ask(base, method, path, body);
      const code = (answer.body.error as { code?: string } | undefined)?.code;
      if (answer.status >= 500) (code === 'server.busy' ? this.trace.busy : this.trace.failed).push(answer);
      return answer;
    } finally {
      this.trace.longest = Math.max(this.trace.longest, Date.now() - from);
    }
  }

  private ask(base: string, method: string, path: string, body: unknown): Promise<Answer> {
    const { hostname, port } = new URL(base);
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, method, path: `/api/v1${path}`, agent: this.agent, signal: AbortSignal.timeout(12_000),
        headers: { authorization: `Bearer ${this.token}`, ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) } }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => {
          try {
            resolve({ status: reply.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>, retryAfter: reply.headers['retry-after'] ?? null });
          } catch (error) { reject(error as Error); }
        });
        reply.on('aborted', () => reject(new Error('answer cut off')));
      });
      asked.on('error', reject);
      asked.end(text);
    });
  }

  close(): void { this.agent.destroy(); }
}
