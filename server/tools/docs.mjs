// npm run docs: prints the pages made from the tables of the code (permissions, routes, OpenAPI) into docs/. Needs no database.
import { tool } from './lib/say.mjs';
import { runScript } from './lib/server.mjs';
import { prepare } from './lib/task.mjs';

await tool(async () => {
  await prepare();
  await runScript('docs.js', '打印文档', {}, process.argv.slice(2));
});
