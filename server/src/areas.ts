import type { Type } from '@nestjs/common';
import { FilesModule } from './kit/files.module.js';

/** The areas' modules, in the order of the ladder (docs/architecture.md). */
export const areas: Type[] = [FilesModule];
