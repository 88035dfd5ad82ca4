import type { Type } from '@nestjs/common';
import { BallotsModule } from './ballots/ballots.module.js';
import { FilesModule } from './kit/files.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';

/** The areas' modules, in the order of the ladder (docs/architecture.md). */
export const areas: Type[] = [FilesModule, BallotsModule, MeetingsModule];
