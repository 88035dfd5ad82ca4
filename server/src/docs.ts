/** `npm run docs`: writes the printed documents into docs/ (or the folder given). */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { printedDocs } from './printing.js';

const folder = resolve(process.argv[2] ?? 'docs');
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(printedDocs())) {
  await writeFile(join(folder, name), text);
  console.log(`docs/${name}`);
}
