import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');

/** A proof in the README: `path › title`, the title as it stands in the test's source. */
function proofs(row: string): { file: string; title: string }[] {
  return [...row.matchAll(/`([^`›]+\.spec\.tsx?) › ([^`]+)`/g)].map((found) => ({ file: found[1]?.trim() ?? '', title: found[2]?.trim() ?? '' }));
}

/** Why a proof does not hold, or null: the file must be there and hold a test of that title that is not left out. */
function whyNotProof({ file, title }: { file: string; title: string }): string | null {
  if (!existsSync(resolve(root, file))) return `没有这个文件：${file}`;
  const source = readFileSync(resolve(root, file), 'utf8');
  const at = source.indexOf(`'${title}`);
  if (at < 0) return `${file} 里没有“${title}”`;
  const before = source.slice(source.lastIndexOf('\n', at), at);
  return /\b(it|describe)(\.each\(.*\))?\($/.test(before.trim()) || /\.each\(/.test(before) || /^\s*\['?/.test(before) ? null : `${file} 里“${title}”不是一个要跑的测试`;
}

describe('README 说的都有测试', () => {
  const rows = readme.split('\n').filter((row) => row.startsWith('| ') && (row.includes('✅') || row.includes('🔶') || /^\| G\d/.test(row)));

  it('打了勾的能力和每条承诺，都指着一个在跑的测试', () => {
    expect(rows.length).toBeGreaterThan(20);
    const wrong = rows.flatMap((row) => {
      const named = proofs(row);
      return named.length === 0 ? [`没有证明：${row.slice(0, 60)}`] : named.flatMap((proof) => whyNotProof(proof) ?? []);
    });
    expect(wrong).toEqual([]);
  });

  it('指着不存在的测试会被发现', () => {
    expect(whyNotProof({ file: 'server/test/readme.spec.ts', title: '没有这样的测试' + '标题' })).toContain('没有');
    expect(whyNotProof({ file: 'server/test/nowhere.spec.ts', title: 'x' })).toContain('没有这个文件');
    expect(whyNotProof({ file: 'server/test/readme.spec.ts', title: '指着不存在的测试会被发现' })).toBeNull();
  });

  it('图片、文件都在', () => {
    const links = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)|`(docs\/[a-z-]+\.md|LICENSE|shared\/src\/[a-z-]+\.ts)`/g)].map((found) => found[1] ?? found[2] ?? '');
    expect(links.filter((link) => !existsSync(resolve(root, link)))).toEqual([]);
  });
});
