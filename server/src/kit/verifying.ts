import { sealRoot, firstPrevious } from './merkle.js';
import type { Reading } from './db.js';
import { rowHash } from './sealing.js';
import type { Anchor } from './sealing.js';

/** What is wrong, in words, with the row or seal it begins at. */
export interface Finding { kind: 'edited' | 'deleted' | 'seal' | 'cut' | 'anchor' | 'unsealed'; at: string; words: string }
export interface Verified { rows: number; seals: number; unsealed: number; findings: Finding[] }
interface Leaf { auditId: string; place: number; hash: string; now: string | null }

/** Recomputes every seal from the rows as they stand, and compares with the anchors outside the database (guarantees 5.5, G14). */
export async function verifyAudit(db: Reading, anchors: readonly Anchor[]): Promise<Verified> {
  const findings: Finding[] = [];
  const seals = await db.sql<{ no: number; root: string; previous: string; rows: number }>('select no, root, previous, rows from audit_seal order by no');
  let rows = 0;
  let previous = firstPrevious;
  for (const [index, seal] of seals.entries()) {
    if (seal.no !== index + 1) { findings.push({ kind: 'cut', at: `封条 ${index + 1}`, words: `封条 ${index + 1} 不见了` }); break; }
    const leaves = await db.sql<Leaf>(`select l.audit_id as "auditId", l.place, l.hash, case when a.id is null then null else ${rowHash} end as now from audit_leaf l left join audit a on a.id = l.audit_id where l.seal_no = $1 order by l.place`, [seal.no]);
    for (const leaf of leaves) {
      if (leaf.now === null) findings.push({ kind: 'deleted', at: leaf.auditId, words: `记录 ${leaf.auditId} 被删（封条 ${seal.no} 第 ${leaf.place + 1} 条）` });
      else if (leaf.now !== leaf.hash) findings.push({ kind: 'edited', at: leaf.auditId, words: `记录 ${leaf.auditId} 被改（封条 ${seal.no} 第 ${leaf.place + 1} 条）` });
    }
    if (seal.previous !== previous || leaves.length !== seal.rows || sealRoot(seal.no, seal.previous, leaves.map((leaf) => leaf.hash)) !== seal.root) findings.push({ kind: 'seal', at: `封条 ${seal.no}`, words: `封条 ${seal.no} 与它封的记录对不上（应有 ${seal.rows} 条，现有 ${leaves.length} 条）` });
    previous = seal.root;
    rows += leaves.length;
  }
  const known = new Map(seals.map((seal) => [seal.no, seal.root]));
  for (const anchor of anchors) {
    const root = known.get(anchor.no);
    if (root === undefined) { findings.push({ kind: 'cut', at: `封条 ${anchor.no}`, words: `${anchor.file} 里有封条 ${anchor.no}，库里没有：尾部从这里起被截去` }); break; }
    if (root !== anchor.root) { findings.push({ kind: 'anchor', at: `封条 ${anchor.no}`, words: `封条 ${anchor.no} 与 ${anchor.file} 里的不同：这一段被整个换过` }); break; }
  }
  const left = await db.found<{ n: number; late: number }>('select count(*)::int as n, count(*) filter (where a.at < app_now() - interval \'1 hour\')::int as late from audit a where not exists (select 1 from audit_leaf l where l.audit_id = a.id)');
  if (left.late > 0) findings.push({ kind: 'unsealed', at: '未封', words: `${left.late} 条一小时以前的记录没有封：封存没有在运行，或有人补写` });
  return { rows, seals: seals.length, unsealed: left.n, findings };
}
