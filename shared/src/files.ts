/** Routes of files: pictures are checked and re-encoded; documents are checked and kept as they are. Both are reached by short-lived signed addresses. */
import { answer, count, id, object, oneOf, string, text } from './fields.js';
import { route } from './route.js';

/** The largest picture or document. */
export const maxFileBytes = 10 * 1024 * 1024;
/** What one member's stored files may take up together. */
export const fileQuota = 200 * 1024 * 1024;
/** What a document may be, judged by content: the set of guarantees 5.4. No macros, no archives, no plain text that a browser might take for a page. */
export const documentKinds = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentKind = (typeof documentKinds)[number];
/** `url` (at most 2,000 px) and `thumbUrl` (at most 400 px) work for the caller's session only, for 5 to 10 minutes. */
export const StoredFile = answer({ id, width: count, height: count, url: string(), thumbUrl: string() });
/** A document as a row: it carries no address, which is asked for when someone opens it. */
export const Document = answer({ id, name: string(), bytes: count, kind: oneOf(documentKinds) });

export const fileRoutes = {
  upload: route({ method: 'POST', path: '/units/:unitId/files', can: 'file.upload', doc: 'Upload one picture (jpeg, png or webp by content, at most 10 MB and 24 megapixels); it is re-encoded without metadata.', upload: { maxBytes: maxFileBytes },
    input: object({ unitId: id }), output: StoredFile }),
  uploadDocument: route({ method: 'POST', path: '/units/:unitId/documents', can: 'file.upload', doc: 'Upload one document (pdf, docx or xlsx by content, without macros, at most 10 MB). Its name travels in the query, for WeChat sends none with the bytes.', upload: { maxBytes: maxFileBytes },
    input: object({ unitId: id, name: text(200) }), output: Document }),
  document: route({ method: 'GET', path: '/units/:unitId/documents/:documentId', can: 'file.read', doc: 'A document with the address it can be fetched from, for this session and 5 to 10 minutes; it is sent as an attachment.',
    input: object({ unitId: id, documentId: id }), output: answer({ ...Document.shape, url: string() }) }),
};
