/** Names and sizes of documents as people read them. */
import type { DocumentKind } from './files.js';

const longest = 80;

/**
 * The name a document is kept under: the last part of a path, without what a file system or a page might take for something else, and with the ending
 * its content has, so that nothing opens as what it is not.
 */
export function documentName(given: string, kind: DocumentKind): string {
  const last = given.normalize('NFC').split(/[/\\]/).pop() ?? '';
  // Zero-width characters hide an ending; the others are refused or reserved by file systems.
  const plain = last.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"|?*]/g, '').replace(/\s+/g, ' ').replace(/^[. ]+/, '').trim();
  const ending = `.${kind}`;
  const stem = (plain.toLowerCase().endsWith(ending) ? plain.slice(0, -ending.length) : plain).replace(/[. ]+$/, '');
  return `${[...stem].slice(0, longest).join('') || '未命名'}${ending}`;
}

/** `820 KB`, `1.4 MB`. */
export const sizeWords = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
