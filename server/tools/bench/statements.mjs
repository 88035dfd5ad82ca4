// Counts what a server asks of PostgreSQL, by listening in between: frontend messages Q (a statement's text) and B (a prepared one is run).
import { connect, createServer } from 'node:net';

/** Stands before the database of `databaseUrl`. Returns { url, take(): the statements since the last take, close() }. */
export async function eavesdrop(databaseUrl) {
  const target = new URL(databaseUrl);
  let heard = [];
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const names = new Map();
    let rest = Buffer.alloc(0);
    let started = false;
    client.on('data', (chunk) => {
      upstream.write(chunk);
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const head = started ? 1 : 0;
        if (rest.length < head + 4) return;
        const length = head + rest.readInt32BE(head);
        if (rest.length < length) return;
        const message = rest.subarray(0, length);
        rest = rest.subarray(length);
        if (!started) { started = true; continue; }
        const type = String.fromCharCode(message[0]);
        const texts = () => message.subarray(5).toString('utf8').split('\0');
        if (type === 'Q') heard.push(texts()[0]);
        else if (type === 'P') { const [name, text] = texts(); names.set(name, text); } else if (type === 'B') { const [, name] = texts(); heard.push(names.get(name) ?? name); }
      }
    });
    upstream.on('data', (chunk) => client.write(chunk));
    const end = () => { client.destroy(); upstream.destroy(); };
    client.on('error', end).on('close', end);
    upstream.on('error', end).on('close', end);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${server.address().port}`;
  return { url: url.toString(), take: () => { const all = heard; heard = []; return all; }, close: () => server.close() };
}

/** Statements of the page itself: not the frame of a transaction, nor who is asking. */
export const ofThePage = (statements) => statements.flatMap((text) => text.split(';')).map((text) => text.trim()).filter((text) => text !== '' && !/^(begin|start transaction|commit|rollback|set |select app_whois|select app_enter)/i.test(text));
