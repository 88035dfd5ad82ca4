import { appraisalRoutes as routes } from '@branch/shared/appraisals/routes';
import { grades } from '@branch/shared/appraisals/words';
import { Round } from '../../test/appraisals.js';
import { attacks, bound, everything, hits } from '../../test/ballot-attacks.js';
import { World } from '../../test/world.js';

const crowd = 41;

describe('民主测评的无记名（G8）', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); }, 60_000);
  afterAll(async () => { await world.close(); });

  it('结束以后把整个库读一遍，按写入事务、物理位置、编号、先后去猜谁给某人投了什么，都不比瞎猜强', async () => {
    const found = [];
    for (let n = 0; n < 2; n += 1) {
      const unit = (await world.make.chain()).branch;
      const secretary = await world.make.officer('secretary', unit);
      const voters = await world.make.members(unit, crowd);
      const target = await world.make.member(unit, 'probationary');
      const round = await Round.open(world, unit, secretary);
      await round.to('rating');
      const truth = new Map<string, string>();
      for (const who of voters.map((one) => ({ one, by: Math.random() })).sort((a, b) => a.by - b.by).map(({ one }) => one)) {
        const chosen = grades[Math.floor(Math.random() * grades.length)] ?? 'qualified';
        expect((await round.rate(who, (id) => (id === target.id ? chosen : grades[Math.floor(Math.random() * 4)] ?? 'qualified'))).status).toBe(200);
        truth.set(who.id, `${target.id} ${chosen}`);
      }
      await round.to('opinion');
      const { counts } = await world.ok(target, routes.mine, round.at);
      expect(grades.map((grade) => counts?.[grade])).toEqual(grades.map((grade) => [...truth.values()].filter((one) => one === `${target.id} ${grade}`).length));
      await world.heard();
      const seen = (await everything(world)).filter((row) => row.words.includes(round.at.appraisalId));
      found.push(attacks.map((attack) => hits(attack, seen, truth, grades.map((grade) => `${target.id} ${grade}`))));
      // What ties somebody to the rating says that they take part, may cast a paper and did, were told that it began, or is their own result; and the roll was written at once and in order.
      const ties = [...new Set(seen.filter((row) => voters.some((one) => row.words.includes(one.id))).map((row) => row.table))].sort();
      expect(ties).toEqual(['appraisal_elector', 'appraisal_result', 'appraisal_roll', 'appraised', 'notice']);
      const roll = seen.filter((row) => row.table === 'appraisal_roll');
      expect([roll.length, new Set(roll.map((row) => row.xmin)).size]).toEqual([crowd, 1]);
      expect((await world.rows<{ id: string }>('select person_id as id from appraisal_roll where appraisal_id = $1 order by ctid', [round.at.appraisalId])).map((row) => row.id)).toEqual([...truth.keys()].sort());
      expect(new Set(seen.filter((row) => row.table === 'appraisal_result').map((row) => row.xmin)).size).toBe(1);
      expect(await world.rows('select 1 from secret_roll union all select 1 from secret_count')).toEqual([]);
      // No receipt, event or trace of any paper.
      expect(await world.rows('select 1 from accepted c where c.person_id = any ($1)', [voters.map((one) => one.id)])).toEqual([]);
    }
    // A lucky guess is possible once in a while; a leak shows both times.
    for (const [index, attack] of attacks.entries()) expect([attack, Math.min(...found.map((one) => one[index] ?? crowd)) <= bound(crowd, 4)]).toEqual([attack, true]);
  }, 240_000);
});
