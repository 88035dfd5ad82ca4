// "Has anything changed since the last build?" by content, made fast by remembering each file's time and size:
// an unchanged time and size means an unchanged file; only the others are read again (git checkout changes times, not contents).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cache, root } from './places.mjs';

const skipped = new Set(['node_modules', 'dist', '.git', '.cache', '.swc', 'coverage']);

/** All files below the given paths (files or folders, from the root), sorted. Missing ones are left out. */
function filesUnder(paths, keep = () => true) {
  const found = [];
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) return void (keep(path) && found.push([path, stat]));
    for (const name of readdirSync(path)) if (!skipped.has(name)) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};

function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(value));
  renameSync(`${path}.${process.pid}`, path);
}

/** The content hash of a set of files. `name` names the memory of times and sizes in .cache. */
export function fingerprint(name, paths, { keep, extra = '' } = {}) {
  const memory = join(cache, 'stamps', `${name}.files.json`);
  const known = readJson(memory) ?? {};
  const now = {};
  const whole = createHash('sha256').update(`${process.version} ${process.platform}-${process.arch} ${extra}`);
  for (const [path, stat] of filesUnder(paths, keep)) {
    const key = relative(root, path);
    const before = known[key];
    const same = before && before[0] === stat.mtimeMs && before[1] === stat.size;
    now[key] = [stat.mtimeMs, stat.size, same ? before[2] : createHash('sha256').update(readFileSync(path)).digest('hex')];
    whole.update(`\n${key} ${now[key][2]}`);
  }
  if (JSON.stringify(known) !== JSON.stringify(now)) writeJson(memory, now);
  return whole.digest('hex');
}

/** Has the thing with this stamp file been made from exactly `hash`? `outputs` must still exist. */
export const isFresh = (file, hash, outputs = []) => readJson(file)?.hash === hash && outputs.every((path) => existsSync(join(root, path)));

export const markFresh = (file, hash) => writeJson(file, { hash });

/** Stamp file of a build. */
export const stampFile = (name) => join(cache, 'stamps', `${name}.json`);
