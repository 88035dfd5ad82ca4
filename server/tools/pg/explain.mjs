// Turns what initdb and postgres write into one sentence and what to do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from '../lib/say.mjs';

/** The last lines of postgres.log. */
export function tail(home, lines = 12) {
  try {
    return readFileSync(join(home, 'postgres.log'), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

/** The sentence for a data folder that cannot be used. */
export function broken(home, error) {
  if (error?.code === 'EACCES' || error?.code === 'EPERM') return denied(home);
  const why = error?.message ?? String(error);
  return new Plain(
    `数据目录 ${home} 已损坏或不完整（${why}）。请从备份恢复它；若数据可以不要，把它改名移走后再启动，系统会重新建库。`,
    `The data folder ${home} is broken or incomplete (${why}). Restore it from a backup, or move it away and start again to begin with an empty database.`,
  );
}

const denied = (home) =>
  new Plain(
    `没有权限使用数据目录 ${home}（它可能属于另一个用户）。请换回原来的用户执行，或用环境变量 DATA_DIR 指定另一个目录。`,
    `No permission to use the data folder ${home} (it may belong to another user). Run as that user, or choose another folder with DATA_DIR.`,
  );

/** A sentence for the words of a failed initdb or postgres. */
export function explain(home, words) {
  const line = (words.match(/(?:FATAL|PANIC|error|ERROR):\s*(.+)/) ?? [])[1] ?? words.trim().split('\n').at(-1) ?? '';
  if (/could not bind|Address already in use/i.test(words)) {
    return new Plain('数据库端口被占用。请结束占用它的程序后再启动。', `The database port is in use. Stop the program that holds it and start again. (${line})`);
  }
  if (/No space left/i.test(words)) return new Plain('磁盘空间不足，数据库无法启动。请清理磁盘后再启动。', 'The disk is full; free some space and start again.');
  if (/lock file .* already exists/i.test(words)) {
    return new Plain(`数据目录 ${home} 正被另一个数据库进程使用。请先停止它。`, `Another database process is using ${home}. Stop it first. (${line})`);
  }
  if (/Permission denied|wrong ownership/i.test(words)) return denied(home);
  if (/error while loading shared libraries|cannot open shared object|not found \(required by/i.test(words)) {
    return new Plain(
      `内置的 PostgreSQL 在本机缺少系统库（${line}）。请安装 PostgreSQL 15 或更新版本，并设置 DATABASE_URL 后再启动。`,
      `The embedded PostgreSQL lacks a system library here (${line}). Install PostgreSQL 15 or newer and set DATABASE_URL.`,
    );
  }
  return broken(home, new Error(line));
}
