// The load client of P1, a process of its own: N websockets that listen, and senders that say lines by HTTP.
// A line counts as delivered when the last of the N sockets has it.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { io } from 'socket.io-client';

let agent = new Agent({ keepAlive: true, maxSockets: 64 });
/** Fresh connections for each measurement: one that idled while the other server was measured may be closed just as it is used again. */
const freshly = () => { agent.destroy(); agent = new Agent({ keepAlive: true, maxSockets: 64 }); };
let target = null;
let sockets = [];
/** clientId → { left, from, done } */
const underway = new Map();

// About 250 bytes of UTF-8: 83 characters.
const line = '把上周在楼里走访的情况整理好了，新来的三家小企业里有两位党员还没有转组织关系，我已经把流程发给他们，下周三中午在公共会议室等，愿意一起去的同志请在这里说一声，谢谢大家的帮忙。';

function post(sender, clientId) {
  const text = JSON.stringify({ clientId, text: line, ...(sender.by ? { by: sender.by } : {}) });
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: '127.0.0.1', port: target.port, method: 'POST', path: target.path, headers: { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } }, (reply) => {
      const chunks = [];
      reply.on('data', (chunk) => chunks.push(chunk)).on('end', () => (reply.statusCode === 200 ? resolve() : reject(new Error(`${reply.statusCode} ${Buffer.concat(chunks).toString('utf8').slice(0, 300)}`))));
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

/** Says one line; resolves { acked, seen } in ms. */
async function say(sender) {
  const clientId = randomUUID();
  const from = performance.now();
  const seen = new Promise((done) => underway.set(clientId, { left: sockets.length, from, done }));
  await post(sender, clientId);
  const acked = performance.now() - from;
  return { acked, seen };
}

const asks = {
  /** Connects one socket per token to `port`, which listens to the room. */
  async connect({ port, path, room, tokens, senders }) {
    for (const socket of sockets) socket.disconnect();
    target = { port, path, senders };
    sockets = [];
    const open = async (token) => {
      const socket = io(`http://127.0.0.1:${port}`, { path: '/ws', transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
      await new Promise((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
      const heard = await socket.emitWithAck('listen', { room });
      if (!heard.ok) throw new Error(`may not listen: ${heard.code}`);
      socket.on('entry', ({ entry }) => {
        const one = underway.get(entry.clientId);
        if (!one) return;
        one.left -= 1;
        if (one.left === 0) { underway.delete(entry.clientId); one.done(performance.now() - one.from); }
      });
      socket.on('disconnect', (reason) => { if (reason !== 'io client disconnect') console.error(`socket lost: ${reason}`); });
      sockets.push(socket);
    };
    for (let i = 0; i < tokens.length; i += 25) await Promise.all(tokens.slice(i, i + 25).map(open));
    return sockets.length;
  },

  /** `width` senders, each says the next line as soon as its last is acknowledged, for `ms`. */
  async closed({ ms, width = 8 }) {
    freshly();
    const from = performance.now();
    let lines = 0;
    const seen = [];
    await Promise.all(target.senders.slice(0, width).map(async (sender) => {
      while (performance.now() - from < ms) {
        const said = await say(sender);
        seen.push(said.seen);
        lines += 1;
      }
    }));
    const took = performance.now() - from;
    const latencies = await Promise.all(seen);
    return { lines, perSecond: lines / (took / 1000), latencies };
  },

  /** `rate` lines a second, whoever's turn it is, for `ms`; resolves how long each took until the last socket had it. */
  async paced({ ms, rate }) {
    freshly();
    const latencies = [];
    const all = [];
    const gap = 1000 / rate;
    const from = performance.now();
    for (let n = 0; n * gap < ms; n += 1) {
      const due = from + n * gap;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      all.push(say(target.senders[n % target.senders.length]).then((said) => said.seen).then((took) => latencies.push(took)));
    }
    await Promise.all(all);
    return { latencies };
  },
};

process.on('message', ({ id, what, args }) => {
  asks[what](args).then((answer) => process.send({ id, answer }), (error) => process.send({ id, error: error.stack ?? String(error) }));
});
process.on('disconnect', () => process.exit(0));
