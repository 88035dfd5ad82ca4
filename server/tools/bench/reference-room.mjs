// The least program that does the same durable work as our room: one socket.io server, one table, plain pg.
// A line comes in by HTTP as ours does; the room's row is locked, the line stored with the next number, committed, and sent to all in the room.
// No sign-in, no rights, no repeats recognised, no rules, no roles of a meeting: this is the limit, not a product.
import { createServer } from 'node:http';
import pg from 'pg';
import { Server } from 'socket.io';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const http = createServer((request, reply) => {
  if (request.method !== 'POST') { reply.end('ok'); return; }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    say(JSON.parse(Buffer.concat(chunks).toString('utf8'))).then(
      (entry) => reply.setHeader('content-type', 'application/json').end(JSON.stringify({ entry })),
      (error) => { console.error(error); reply.statusCode = 500; reply.end('{}'); },
    );
  });
});
const io = new Server(http, { path: '/ws', transports: ['websocket'], serveClient: false, perMessageDeflate: false, httpCompression: false });
io.on('connection', (socket) => { socket.on('listen', (_input, ack) => { void socket.join('room'); ack({ ok: true }); }); });

async function say({ clientId, text, by }) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows: [room] } = await client.query({ name: 'lock', text: 'select last_seq from reference_room where id = $1 for update', values: [1] });
    const seq = room.last_seq + 1;
    const { rows: [row] } = await client.query({ name: 'insert', text: 'with r as (update reference_room set last_seq = $1 where id = 1) insert into reference_entry (room_id, seq, client_id, author, text, at) values (1, $1, $2, $3, $4, now()) returning at', values: [seq, clientId, by, text] });
    await client.query('commit');
    // As much on the wire as ours: who, when, what, with the fields of a quote, mentions and pictures.
    const entry = { seq, at: row.at, by: { id: by, name: '张一鸣' }, clientId, body: { kind: 'line', text, quote: null, mentions: [], pictures: [], gone: null } };
    io.to('room').emit('entry', { roomId: 'AAAAAAAAAAA', entry, room: 'room:AAAAAAAAAAA' });
    return entry;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

http.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
