import type { DocumentKind } from '@branch/shared/files';
import { Refusal } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import yauzl from 'yauzl';

const maxEntries = 2000;
const maxUnpacked = 200 * 1024 * 1024;
const maxRatio = 200;
/** Parts of an Office package that run or carry programs. */
const active = /(^|\/)(vbaProject[^/]*|[^/]*\.(exe|dll|js|vbs|bat|cmd|ps1|jar|hta|scr|lnk))$|(^|\/)(activeX|macrosheets)\//i;

/**
 * What a document is by its content; name and declared type are the sender's words (guarantees 5.4). Of a package only the directory is read, nothing is
 * unpacked: it is sent on as it came, always as an attachment. Refuses with `file.not-a-document`, `file.has-macros` or `file.broken`.
 */
export async function documentKind(bytes: Buffer): Promise<DocumentKind> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    // The last thing written of a PDF is its end mark: without it the file was cut off on the way.
    if (!bytes.subarray(-2048).includes('%%EOF')) throw new Refusal('file.broken');
    return 'pdf';
  }
  if (bytes.length < 4 || bytes.readUInt32BE(0) !== 0x504b0304) throw new Refusal('file.not-a-document');
  const names = await namesIn(bytes);
  if (names.some((name) => active.test(name))) throw new Refusal('file.has-macros');
  if (!names.includes('[Content_Types].xml')) throw new Refusal('file.not-a-document');
  if (names.includes('word/document.xml')) return 'docx';
  if (names.includes('xl/workbook.xml')) return 'xlsx';
  throw new Refusal('file.not-a-document');
}

/** The names in a package's directory; one that is broken, climbs out of its folder or would unpack a thousandfold is refused. */
function namesIn(bytes: Buffer): Promise<string[]> {
  return new Promise((done, failed) => {
    const no = (code: RefusalCode): void => failed(new Refusal(code));
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) { no('file.broken'); return; }
      if (zip.entryCount > maxEntries) { no('file.broken'); return; }
      const names: string[] = [];
      let total = 0;
      zip.on('error', () => no('file.broken'));
      zip.on('end', () => done(names));
      zip.on('entry', (entry: yauzl.Entry) => {
        total += entry.uncompressedSize;
        if (total > maxUnpacked || entry.uncompressedSize > Math.max(maxRatio * entry.compressedSize, 1024 * 1024)) { no('file.broken'); return; }
        names.push(entry.fileName);
        zip.readEntry();
      });
      zip.readEntry();
    });
  });
}
