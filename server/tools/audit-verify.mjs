// npm run audit:verify: whether an audit row was edited, deleted or cut off; names the first ones and ends with code 1 if so.
import { tool } from './lib/say.mjs';
import { againstDatabase } from './lib/task.mjs';

await tool(() => againstDatabase('verify-audit.js', '核对审计记录', { migrate: false }));
