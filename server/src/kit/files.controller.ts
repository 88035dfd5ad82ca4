import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { fileRoutes } from '@branch/shared/files';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { FastifyReply } from 'fastify';
import { FilesService } from './files.service.js';
import { Handle } from './handle.js';
import type { Extra } from './handle.js';
import { idPattern } from './ids.js';
import { pictureSizes } from './storage.js';
import type { PictureSize } from './storage.js';

@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Handle(fileRoutes.upload) upload(input: Input<typeof fileRoutes.upload>, me: Me, { file }: Extra) { return this.files.upload(input, me, file); }
}

/** Pictures at their signed addresses, beside the API: `/files/<id>/<full|thumb>?v=<session>&e=<expiry>&s=<signature>`. */
@Controller('files')
export class PicturesController {
  constructor(private readonly files: FilesService) {}

  @Get(':id/:size')
  async picture(@Param('id') id: string, @Param('size') size: string, @Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { v, e, s } = query;
    if (!idPattern.test(id) || !pictureSizes.includes(size as PictureSize)) throw new Refusal('not-found');
    if (typeof v !== 'string' || !idPattern.test(v) || typeof e !== 'string' || !/^\d{1,12}$/.test(e) || typeof s !== 'string') throw new Refusal('file.link-expired');
    const bytes = await this.files.read({ id, size: size as PictureSize, viewer: v, expiry: Number(e) }, s);
    // Ours, re-encoded, and still shown as if it were not: no sniffing, no scripts, no shared caches.
    void reply.header('content-type', 'image/webp').header('content-disposition', 'inline').header('x-content-type-options', 'nosniff')
      .header('content-security-policy', 'default-src \'none\'; sandbox').header('cache-control', 'private, max-age=300').header('cross-origin-resource-policy', 'same-origin');
    return bytes;
  }
}
