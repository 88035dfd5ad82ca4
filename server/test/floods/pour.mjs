// Senders without measure, in a thread of their own: what they do costs the server's thread only what the server does about it.
import { request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const chunk = Buffer.alloc(64 * 1024, 32);

/**
 * Sends until the server says stop, or all is sent.
 * @param {{ url: string, size: number, headers: Record<string, string>, head: string }} wanted
 */
const pour = ({ url, size, headers, head }) => new Promise((done) => {
  let taken = 0;
  const call = request(url, { method: 'POST', agent: false, headers }, (answer) => {
    const parts = [];
    const finish = () => {
      const text = Buffer.concat(parts).toString('utf8');
      call.destroy();
      done({ status: answer.statusCode ?? 0, code: text.startsWith('{') ? JSON.parse(text).error?.code ?? null : null, taken });
    };
    answer.on('data', (part) => parts.push(part)).on('end', finish).on('error', finish);
  });
  // Cut off in the midst of sending: refused, and the answer could not be read any more.
  call.on('error', () => done({ status: 0, code: 'cut', taken }));
  call.write(head);
  const more = () => {
    while (taken < size && !call.destroyed) {
      taken += chunk.length;
      if (!call.write(chunk)) return void call.once('drain', more);
    }
    if (!call.destroyed) call.end();
  };
  more();
});

parentPort.postMessage(await Promise.all(workerData.map(pour)));
