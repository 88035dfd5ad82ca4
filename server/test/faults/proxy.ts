import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

interface Pair { client: Socket; upstream: Socket; /** A websocket: its answers are never swallowed one by one. */ socket: boolean; /** The client has sent a line on it that is not answered yet. */ posted: boolean }

/**
 * A bad network in between: resets connections, swallows answers of lines that the server has already committed, cuts everything, or stalls
 * (the connections stay open and nothing passes).
 */
export class Proxy {
  readonly pairs = new Set<Pair>();
  /** Answers swallowed so far. */
  swallowed = 0;
  private swallowing = false;
  private cutting = false;
  private stalling = false;
  private constructor(private readonly server: Server, private readonly target: number) {}

  static async to(target: number): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server, target);
    server.on('connection', (client) => proxy.take(client));
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return proxy;
  }

  get port(): number { return (this.server.address() as AddressInfo).port; }
  get url(): string { return `http://127.0.0.1:${this.port}`; }

  private take(client: Socket): void {
    if (this.cutting) { client.resetAndDestroy(); return; }
    const upstream = connect(this.target, '127.0.0.1');
    const pair: Pair = { client, upstream, socket: false, posted: false };
    this.pairs.add(pair);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    const end = (): void => { this.pairs.delete(pair); client.destroy(); upstream.destroy(); };
    client.on('data', (chunk) => {
      if (chunk.subarray(0, 8).toString('latin1') === 'GET /ws/') pair.socket = true;
      if (chunk.subarray(0, 5).toString('latin1') === 'POST ') pair.posted = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (this.swallowing && pair.posted && !pair.socket) {
        this.swallowed += 1;
        this.pairs.delete(pair);
        client.resetAndDestroy();
        upstream.destroy();
        return;
      }
      pair.posted = false;
      client.write(chunk);
    });
    // A reset of the server's side is passed on as one.
    upstream.on('error', () => { this.pairs.delete(pair); client.resetAndDestroy(); });
    client.on('error', end).on('close', end);
    upstream.on('close', end);
    if (this.stalling) this.freeze(pair);
  }

  private freeze({ client, upstream }: Pair): void { client.pause(); upstream.pause(); }

  /** Resets every connection now. */
  reset(): void {
    for (const { client, upstream } of [...this.pairs]) { client.resetAndDestroy(); upstream.destroy(); }
    this.pairs.clear();
  }

  /** For a while, the answer to a line is lost on its way although the server has committed. */
  async swallow(ms: number): Promise<void> {
    this.swallowing = true;
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.swallowing = false;
  }

  /** No network at all, from now until `mend`. */
  cut(): void { this.cutting = true; this.reset(); }

  /** Nothing passes and nobody is told. */
  stall(): void { this.stalling = true; for (const pair of this.pairs) this.freeze(pair); }

  /** A stalled connection stays dead (the address is another one by now); new ones work. */
  mend(): void { this.cutting = false; this.stalling = false; }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}
