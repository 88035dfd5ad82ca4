import 'reflect-metadata';
import { join } from 'node:path';
import { entities } from './entities.js';
import { readConfig } from './kit/config.js';
import { Db } from './kit/db.js';
import { readAnchors } from './kit/sealing.js';
import { sourceFor } from './kit/source.js';
import { verifyAudit } from './kit/verifying.js';

/** `npm run audit:verify`: says whether any audit row was edited, deleted or cut off, and which; code 1 if so. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const source = sourceFor(config.databaseUrl, entities);
  await source.initialize();
  try {
    const anchors = await readAnchors(join(config.dataDir, 'anchors'));
    const done = await new Db(source).asSystem('the audit of every unit is verified', (tx) => verifyAudit(tx, anchors));
    console.log(`审计记录：已封 ${done.rows} 条，封条 ${done.seals} 个，库外存底 ${anchors.length} 行，待封 ${done.unsealed} 条`);
    for (const finding of done.findings.slice(0, 100)) console.error(`✗ ${finding.words}`);
    if (done.findings.length === 0) console.log('✓ 没有被改、被删、被截的记录');
    else process.exitCode = 1;
  } finally { await source.destroy(); }
}

main().catch((error: unknown) => { console.error(`没有核对成：${error instanceof Error ? error.message : String(error)}`); process.exitCode = 2; });
