// What has been done to this database, so that a second start need not ask again: { migrated: <content of the migrations>, seeded: true }.
// Kept inside the cluster's own folder: whoever moves, restores or deletes the data does the same to this knowledge.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (cluster) => join(cluster, 'branch-done.json');

export function recall(cluster) {
  try {
    return JSON.parse(readFileSync(fileIn(cluster), 'utf8'));
  } catch {
    return {};
  }
}

export const remember = (cluster, facts) => writeFileSync(fileIn(cluster), JSON.stringify({ ...recall(cluster), ...facts }));

export const forget = (cluster) => rmSync(fileIn(cluster), { force: true });
