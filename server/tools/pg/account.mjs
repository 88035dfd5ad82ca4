// As whom PostgreSQL runs. It refuses to run as root, so that root needs a way round:
// a user namespace in which root looks like uid 1000 (files stay root's, works under /root), else a drop to the account postgres or nobody.
import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from '../lib/say.mjs';

const succeeds = (command, args, options) => spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0;

function idOf(name) {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/**
 * How to run the database programs for the present user.
 * `mode`: plain | namespace | account. `wrap(command, args)` gives what to spawn; `spawn` holds extra spawn options (uid, gid).
 * EMBEDDED_PG_ACCOUNT=1 skips the namespace: for hosts where it works but is unwanted, and to test the second way.
 */
export function account() {
  const plain = { mode: 'plain', spawn: {}, wrap: (command, args) => [command, args] };
  if (process.platform === 'win32' || process.getuid() !== 0) return plain;
  if (process.platform === 'linux' && !process.env.EMBEDDED_PG_ACCOUNT && succeeds('unshare', ['--user', '--map-user=1000', 'true'])) {
    return { mode: 'namespace', spawn: {}, uid: 0, gid: process.getgid(), wrap: (command, args) => ['unshare', ['--user', '--map-user=1000', command, ...args]] };
  }
  const id = idOf('postgres') ?? idOf('nobody');
  if (!id) {
    throw new Plain(
      'PostgreSQL 不能以 root 身份运行，而本机没有可用的普通账户（postgres 或 nobody）。请换普通用户执行，或设置 DATABASE_URL 使用已有数据库。',
      'PostgreSQL refuses to run as root and there is no account "postgres" or "nobody" here. Run as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { mode: 'account', ...id, spawn: id, wrap: plain.wrap };
}

/** Can this account enter and write the folder? Asked by trying, because any folder above may be closed (/root is 0700). */
export const canUse = (who, dir) => who.mode !== 'account' || succeeds('sh', ['-c', 'cd "$0" && test -w .', dir], { ...who.spawn, cwd: '/' });

/** Gives a folder and all in it to the account. Does nothing when it already belongs to it, and for ordinary users. */
export function own(who, path) {
  if (who.mode === 'plain') return;
  const stat = lstatSync(path);
  if (stat.uid === who.uid) return;
  const give = (at) => {
    chownSync(at, who.uid, who.gid);
    if (lstatSync(at).isDirectory()) for (const name of readdirSync(at)) give(join(at, name));
  };
  if (stat.isSymbolicLink()) return;
  give(path);
}
