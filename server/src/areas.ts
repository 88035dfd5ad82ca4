import type { Type } from '@nestjs/common';

/** The areas' modules, in the order of the ladder (docs/architecture.md). */
export const areas: Type[] = [];
