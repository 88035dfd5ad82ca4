// Which words of the table of refusals the pages carry (shared/src/refusals-server.ts).
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { serverRefusals } from '@branch/shared/refusals-server';

const root = resolve(__dirname, '../../..');
const sources = (folder: string): string[] => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.spec\.tsx?$/.test(path) && !/^refusals(-\w+)?\.ts$/.test(path)).map((path) => join(root, folder, path));

describe('页面带着的说法', () => {
  it('规则和页面自己会说的，页面都带着；只有服务端查得出的，随答复来', () => {
    const texts = [...sources('shared/src'), ...sources('miniapp/src')].map((path) => readFileSync(path, 'utf8')).join('\n');
    expect(Object.keys(serverRefusals).filter((code) => texts.includes(`'${code}'`))).toEqual([]);
  });

  it('万一遇到没有带着的，也有一句话可说', () => {
    expect(wordsOf('objection.own')).toBe('自己的异议请由另一位负责同志答复。');
    expect((Object.keys(serverRefusals) as RefusalCode[]).every((code) => wordsOf(code) === '现在还不能这样做，请刷新后再试。')).toBe(true);
  });
});
