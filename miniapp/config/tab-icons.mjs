// Draws the native tab bar's pictures (81 × 81, light and dark, off and on) out of the same Tabler icons the app uses.
// Run by hand when an icon changes: node miniapp/config/tab-icons.mjs
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const sharp = createRequire(join(here, '../../server/package.json'))('sharp');
const icons = dirname(createRequire(import.meta.url).resolve('@tabler/icons/outline/home.svg'));
const out = join(here, '../src/assets/tab');
const tabs = { branch: 'home', messages: 'message-circle', mutual: 'heart-handshake', me: 'user' };
const colours = { light: '#6f6866', 'light-on': '#b3261e', dark: '#9a928f', 'dark-on': '#f2766b' };

mkdirSync(out, { recursive: true });
for (const [tab, icon] of Object.entries(tabs)) {
  for (const [name, colour] of Object.entries(colours)) {
    const svg = readFileSync(join(icons, `${icon}.svg`), 'utf8').replace('currentColor', colour).replace('width="24"', 'width="69"').replace('height="24"', 'height="69"');
    await sharp(Buffer.from(svg), { density: 300 })
      .resize(69, 69)
      .extend({ top: 6, bottom: 6, left: 6, right: 6, background: '#00000000' })
      .png({ palette: true, compressionLevel: 9 })
      .toFile(join(out, `${tab}-${name}.png`));
  }
}
