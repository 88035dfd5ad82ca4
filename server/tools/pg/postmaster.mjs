// Reads cluster/postmaster.pid: is a server running on this data, and where.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What postmaster.pid says: { pid, port }, or null without a (complete) file. */
export function postmaster(cluster) {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    return pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

/** Linux only: the process's name and state letter, from /proc; null elsewhere or when it is gone. */
function procStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const close = text.lastIndexOf(')');
    return { name: text.slice(text.indexOf('(') + 1, close), state: text.slice(close + 2, close + 3) };
  } catch {
    return null;
  }
}

/** Is the process running? A zombie (dead, but not yet collected by a container's first process) counts as gone. */
export function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return procStat(pid)?.state !== 'Z';
}

/**
 * Removes a postmaster.pid that PostgreSQL itself would stumble over: its number now belongs to a zombie or to another program
 * (usual in containers, where numbers start anew). Only on Linux, where we can look; elsewhere PostgreSQL decides alone.
 */
export function clearStalePid(cluster) {
  const found = postmaster(cluster);
  if (!found || process.platform !== 'linux') return;
  const stat = procStat(found.pid);
  if (stat && (stat.state === 'Z' || stat.name !== 'postgres')) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}
