/** Routes of pictures: uploaded, checked, re-encoded; shown by short-lived signed addresses. */
import { answer, count, id, object, string } from './fields.js';
import { route } from './route.js';

export const maxPictureBytes = 10 * 1024 * 1024;
/** What one member's stored pictures may take up together. */
export const fileQuota = 200 * 1024 * 1024;
/** `url` (at most 2,000 px) and `thumbUrl` (at most 400 px) work for the caller's session only, for 5 to 10 minutes. */
export const StoredFile = answer({ id, width: count, height: count, url: string(), thumbUrl: string() });

export const fileRoutes = {
  upload: route({ method: 'POST', path: '/units/:unitId/files', can: 'file.upload', doc: 'Upload one picture (jpeg, png or webp by content, at most 10 MB and 24 megapixels); it is re-encoded without metadata.', upload: { maxBytes: maxPictureBytes },
    input: object({ unitId: id }), output: StoredFile }),
};
