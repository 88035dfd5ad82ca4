import yauzl from 'yauzl';

/** The text of one part of an Office package, unpacked. */
export function partOf(bytes: Buffer, name: string): Promise<string> {
  return new Promise((done, failed) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) { failed(error); return; }
      zip.on('error', failed);
      zip.on('end', () => failed(new Error(`no ${name}`)));
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== name) { zip.readEntry(); return; }
        zip.openReadStream(entry, (broken, stream) => {
          if (broken) { failed(broken); return; }
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', failed);
          stream.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
        });
      });
      zip.readEntry();
    });
  });
}

/** What a reader of a .docx sees, a paragraph a line. */
export async function wordsOf(docx: Buffer): Promise<string[]> {
  const xml = await partOf(docx, 'word/document.xml');
  const plain = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, '\'').replace(/&amp;/g, '&');
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) => plain([...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((found) => found[1] ?? '').join('')));
}
