// Members in numbers for journeys and measurements: sessions written straight into a test database, then ordinary requests.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Up to `count` full members of a unit (those without an account first), each with a session.
 * Returns { people: [{ id, name }], enter(unitId, meetingId), say(unitId, roomId, texts), vote(unitId, ballotId, choices), stop() }; entering keeps them present until stop().
 * @param {{ postgres: { ownerUrl: string }, url: string }} system
 * @param {{ unitId: string, count: number }} wanted
 */
export async function gatherCrowd(system, { unitId, count }) {
  const db = new pg.Client({ connectionString: system.postgres.ownerUrl, options: '-c app.system=on' });
  await db.connect();
  const people = [];
  try {
    const { rows } = await db.query(
      `select p.id, p.name from membership m join unit u on u.id = m.unit_id join person p on p.id = m.person_id left join account a on a.person_id = p.id
       where u.path @> array[$1] and m.status = 'full' and m.ends_on is null and (a.person_id is null or a.login not in ('shuji', 'dangyuan1', 'dangyuan2')) order by a.person_id is not null, p.id limit $2`,
      [unitId, count],
    );
    for (const row of rows) {
      const token = randomBytes(32).toString('base64url');
      const session = randomBytes(8).toString('hex').replaceAll('0', 'a').slice(0, 11);
      await db.query(
        `with one as (insert into session (id, person_id, client, device, created_at, last_used_on, proved_at) values ($1, $2, 'weapp', '手机', app_now(), current_date, app_now()) returning id)
         insert into access_token (hash, session_id, expires_at) select $3, id, app_now() + interval '1 day' from one`,
        [session, row.id, createHash('sha256').update(token).digest('hex')],
      );
      people.push({ ...row, token });
    }
  } finally {
    await db.end();
  }
  const call = async (person, method, path, body = {}) => {
    const answer = await fetch(`${system.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  /** Ten at a time: a crowd, not a flood. */
  const all = async (work) => {
    for (let i = 0; i < people.length; i += 10) await Promise.all(people.slice(i, i + 10).map(work));
  };
  let timer;
  return {
    people: people.map(({ id, name }) => ({ id, name })),
    /** @param {string} unit @param {string} meetingId */
    enter: async (unit, meetingId) => {
      let roomId = '';
      await all(async (person) => {
        ({ roomId } = await call(person, 'POST', `/units/${unit}/meetings/${meetingId}/sign-in`));
      });
      timer = setInterval(() => void all((person) => call(person, 'PUT', `/units/${unit}/rooms/${roomId}/presence`)).catch(() => {}), 15_000);
    },
    /** One after another, in turn: the room has them in this order. @param {string} unit @param {string} roomId @param {string[]} texts */
    say: async (unit, roomId, texts) => {
      for (const [n, text] of texts.entries()) await call(people[n % people.length], 'POST', `/units/${unit}/rooms/${roomId}/lines`, { clientId: randomUUID(), text });
    },
    /** @param {string} unit @param {string} ballotId @param {(index: number) => string} choiceOf */
    vote: async (unit, ballotId, choiceOf) => all((person) => call(person, 'POST', `/units/${unit}/ballots/${ballotId}/votes`, { clientId: randomUUID(), choice: choiceOf(people.indexOf(person)) })),
    stop: () => clearInterval(timer),
  };
}

/** The first value of the first row, as the owner of a test database.
 * @template T
 * @param {{ postgres: { ownerUrl: string } }} system
 * @param {string} sql
 * @param {unknown[]} params
 * @returns {Promise<T>}
 */
export async function lookUp(system, sql, params) {
  const db = new pg.Client({ connectionString: system.postgres.ownerUrl, options: '-c app.system=on' });
  await db.connect();
  try {
    const { rows } = await db.query({ text: sql, values: params, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await db.end();
  }
}
