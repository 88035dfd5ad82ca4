import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { iconNames } from './icon-names';

const folder = path.dirname(require.resolve('@tabler/icons/outline/home.svg'));

/** A Tabler outline icon as a data URI with nothing in it that a mask does not need. */
export function iconUri(name: string): string {
  const svg = readFileSync(path.join(folder, `${name}.svg`), 'utf8')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<path stroke="none"[^>]*>/g, '')
    .replace(/\s(class|width|height)="[^"]*"/g, '')
    .replace('currentColor', '#000')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/ \/>/g, '/>')
    .trim();
  return `data:image/svg+xml,${encodeURIComponent(svg.replace(/"/g, "'")).replace(/%20/g, ' ').replace(/%3D/g, '=').replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%2C/g, ',')}`;
}

/** A Sass map of every icon's mask, put before app.scss, which hands it to ui/styles/icons.scss. */
export const iconMasks = `$masks: (${iconNames.map((name) => `'${name}': url("${iconUri(name)}")`).join(', ')});`;
