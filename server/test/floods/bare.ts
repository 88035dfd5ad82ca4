import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A socket without a library. `heard`: all that came, byte for byte; `over` is kept, and `ended` true, once the server said goodbye or hung up. */
export interface Bare { socket: Socket; heard: () => string; over: Promise<void>; ended: () => boolean }

/** Shakes hands with the socket server on this port and, with a token, says who it is. A well-behaved client of the library would cost the test's own process more than the server. */
export async function bareSocket(port: number, token: string | null): Promise<Bare> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let ended = false;
  let said = false;
  let ready = () => undefined as void;
  const welcome = new Promise<void>((done) => { ready = done; });
  const over = new Promise<void>((done) => {
    const end = () => { ended = true; ready(); done(); };
    socket.on('error', end).on('close', end).on('data', (part) => {
      heard += part.toString('latin1');
      // Everything said here is plain ASCII: this byte only begins a closing frame.
      if (part.includes(0x88)) end();
      else if (heard.includes('40{"sid"') || (!token && heard.includes('pingTimeout'))) ready();
      else if (token && !said && heard.includes('pingTimeout')) {
        said = true;
        socket.write(masked(`40${JSON.stringify({ token })}`));
      }
    });
  });
  socket.write('GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
  await welcome;
  return { socket, heard: () => heard, over, ended: () => ended };
}

/** A text frame as a browser sends it. */
export function masked(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}
