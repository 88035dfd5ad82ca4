import { Module } from '@nestjs/common';
import { Sealing } from './sealing.js';

/** Audit rows are sealed in the background. */
@Module({ providers: [Sealing] })
export class SealingModule {}
