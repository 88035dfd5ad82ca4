import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How one kind of node is drawn: its WXML tag, which key of the node's data feeds which attribute, and which events reach `eh`. */
export interface Template {
  tag: string;
  keys: Map<string, string>;
  binds: Set<string>;
}

/** Reads base.wxml, where Taro keeps one template per component under a short number (`nn`) with short keys (`p4` for `aria-label`). */
export function readTemplates(dist: string): Map<string, Template> {
  const text = readFileSync(join(dist, 'base.wxml'), 'utf8');
  const found = new Map<string, Template>();
  for (const [, name = '', body = ''] of text.matchAll(/<template name="tmpl_0_([^"]+)">([\s\S]*?)<\/template>(?=\s*(?:<template name|<wxs|$))/g)) {
    const head = /<([a-z-]+)((?:[^<>"]|"[^"]*")*)>/.exec(body.replace(/^\s*<block[^>]*>/, ''));
    if (!head) continue;
    const keys = new Map<string, string>();
    const binds = new Set<string>();
    for (const [, attribute = '', value = ''] of (head[2] ?? '').matchAll(/([a-z:-]+)="([^"]*)"/g)) {
      if (/^(bind|catch)/.test(attribute) && value === 'eh') binds.add(attribute.replace(/^(bind|catch):?/, ''));
      const key = /i\.([A-Za-z0-9]+)/.exec(value)?.[1];
      if (key) keys.set(attribute, key);
    }
    found.set(name.replace(/_(focus|blur)$/, ''), { tag: head[1] ?? '', keys, binds });
  }
  return found;
}
