// The least page there is: bare Fastify, one select by primary key, the row as JSON.
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const app = Fastify();
app.get('/', async () => ({ ok: true }));
app.get('/row/:id', async (request) => (await pool.query({ name: 'row', text: 'select id, name, kind, created_at from unit where id = $1', values: [request.params.id] })).rows[0]);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
