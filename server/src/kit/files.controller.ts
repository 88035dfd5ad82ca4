import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { fileRoutes } from '@branch/shared/files';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { FastifyReply } from 'fastify';
import { FilesService } from './files.service.js';
import { attachment } from './answers.js';
import { Handle } from './handle.js';
import type { Extra } from './handle.js';
import { idPattern } from './ids.js';
import { pictureSizes } from './storage.js';
import type { FilePart } from './storage.js';

const parts: readonly string[] = [...pictureSizes, 'document'] satisfies FilePart[];
export const fileTypes = { picture: 'image/webp', pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Handle(fileRoutes.upload) upload(input: Input<typeof fileRoutes.upload>, me: Me, { file }: Extra) { return this.files.upload(input, me, file); }
  @Handle(fileRoutes.uploadDocument) uploadDocument(input: Input<typeof fileRoutes.uploadDocument>, me: Me, { file }: Extra) { return this.files.uploadDocument(input, me, file); }
  @Handle(fileRoutes.document) document(input: Input<typeof fileRoutes.document>, me: Me) { return this.files.document(input, me); }
}

/** Files at their signed addresses, beside the API: `/files/<id>/<full|thumb|document>?v=<session>&e=<expiry>&s=<signature>`. */
@Controller('files')
export class LinkedFilesController {
  constructor(private readonly files: FilesService) {}

  @Get(':id/:size')
  async linked(@Param('id') id: string, @Param('size') size: string, @Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { v, e, s } = query;
    if (!idPattern.test(id) || !parts.includes(size)) throw new Refusal('not-found');
    if (typeof v !== 'string' || !idPattern.test(v) || typeof e !== 'string' || !/^\d{1,12}$/.test(e) || typeof s !== 'string') throw new Refusal('file.link-expired');
    const { bytes, kind, name } = await this.files.read({ id, size: size as FilePart, viewer: v, expiry: Number(e) }, s);
    // A picture is ours, re-encoded; a document is somebody's, and never shown by a browser as part of us. Both: no sniffing, no scripts, no shared caches.
    void reply.header('content-type', fileTypes[kind]).header('content-disposition', kind === 'picture' ? 'inline' : attachment(name ?? 'file')).header('x-content-type-options', 'nosniff')
      .header('content-security-policy', 'default-src \'none\'; sandbox').header('cache-control', 'private, max-age=300').header('cross-origin-resource-policy', 'same-origin');
    return bytes;
  }
}
