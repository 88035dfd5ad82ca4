// The load client of P2, a process of its own: some connections, each asks for the next page as soon as it has the last.
import { Agent, request } from 'node:http';

function get(agent, { port, path, token }) {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: '127.0.0.1', port, path, headers: token ? { authorization: `Bearer ${token}` } : {} }, (reply) => {
      let bytes = 0;
      reply.on('data', (chunk) => { bytes += chunk.length; }).on('end', () => (reply.statusCode === 200 ? resolve(bytes) : reject(new Error(`${path}: ${reply.statusCode}`))));
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function run({ ms, width, ...page }) {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const from = performance.now();
  const latencies = [];
  let bytes = 0;
  await Promise.all(Array.from({ length: width }, async (_, n) => {
    while (performance.now() - from < ms) {
      const start = performance.now();
      bytes = await get(agent, { ...page, token: page.tokens?.[n % page.tokens.length] });
      latencies.push(performance.now() - start);
    }
  }));
  const took = performance.now() - from;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return { pages: latencies.length, perSecond: latencies.length / (took / 1000), p50: latencies[Math.floor(latencies.length * 0.5)], p95: latencies[Math.floor(latencies.length * 0.95)], bytes };
}

process.on('message', ({ id, args }) => { run(args).then((answer) => process.send({ id, answer }), (error) => process.send({ id, error: error.stack ?? String(error) })); });
process.on('disconnect', () => process.exit(0));
