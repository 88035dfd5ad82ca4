// npm run seed: writes the demo district into the database (or reports that it is there already). Arguments are passed on.
import { Plain, tool } from './lib/say.mjs';
import { againstDatabase } from './lib/task.mjs';

await tool(async () => {
  if (process.env.NODE_ENV === 'production') throw new Plain('正式环境（NODE_ENV=production）不能写入演示数据。', 'Demo data is refused in production (NODE_ENV=production).');
  await againstDatabase('seed/main.js', '写入演示数据', { args: process.argv.slice(2), env: { DEMO: '1' } });
});
