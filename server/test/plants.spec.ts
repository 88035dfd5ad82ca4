import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plants } from '../tools/faults/plants.mjs';

/** tools/faults/plant.mjs shows that the fault tests bite. It is run by hand; that it can still be run is seen here. */
describe('tools/faults/plant.mjs', () => {
  const server = resolve(__dirname, '..');
  const read = (...path: string[]) => readFileSync(join(server, ...path), 'utf8');

  it.each(Object.entries(plants))('%s: what it changes stands where it is looked for, and the test that must notice exists', (_name, plant) => {
    expect(Boolean(plant.from) !== Boolean(plant.sql)).toBe(true);
    if (plant.file && plant.from) {
      expect(read('dist', plant.file).includes(plant.from)).toBe(true);
      expect(plant.to).not.toContain(plant.from);
    }
    if (plant.sql) {
      expect(plant.sql).toContain(plant.index);
      expect(read('test', 'schema', 'catalogue.txt')).toContain(plant.index);
    }
    const [spec, title] = plant.test;
    expect(read('test', 'faults', `${spec}.spec.ts`)).toContain(`it('${title}`);
  });
});
