// npm run migrate: brings the database of the data folder (or DATABASE_OWNER_URL) to the newest structure.
import { tool } from './lib/say.mjs';
import { againstDatabase } from './lib/task.mjs';

await tool(() => againstDatabase(null, ''));
