import { Global, Module } from '@nestjs/common';
import { FileTidying } from './file-tidying.js';
import { FilesController, LinkedFilesController } from './files.controller.js';
import { FilesService } from './files.service.js';
import { Pictures } from './pictures.js';

/** Pictures and documents, for every area that shows some. */
@Global()
@Module({ controllers: [FilesController, LinkedFilesController], providers: [FilesService, FileTidying, Pictures], exports: [FilesService] })
export class FilesModule {}
