import { Global, Module } from '@nestjs/common';
import { FilesController, PicturesController } from './files.controller.js';
import { FilesService } from './files.service.js';
import { Pictures } from './pictures.js';

/** Pictures, for every area that shows some. */
@Global()
@Module({ controllers: [FilesController, PicturesController], providers: [FilesService, Pictures], exports: [FilesService] })
export class FilesModule {}
