// Where things are, for all tools.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const inRoot = (...parts) => join(root, ...parts);
export const cache = inRoot('.cache');

/** Data of the running system (database, uploaded files): DATA_DIR, else .data in the repository. */
export const dataDir = () => resolve(root, process.env.DATA_DIR || '.data');

/** The JavaScript file behind a package's command, so that it runs by `node file` on every system (no .cmd shims, no shell). */
export function command(workspace, packageName, name) {
  const folder = inRoot(workspace, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name ?? packageName]);
}
