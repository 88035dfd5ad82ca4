import type { Paper } from '@branch/shared/meetings/minutes-routes';
import type { TranscriptLine } from '@branch/shared/meetings/transcript';
import { scriptBeside, threads } from '../kit/in-thread.js';

const inThread = threads(scriptBeside(import.meta.url, 'paper-worker'), { tooMuch: 'server.busy', broken: 'server.failed' });
const written = async (job: object): Promise<Buffer> => Buffer.from((await inThread<{ bytes: Uint8Array }>(job)).bytes);

/** Minutes in the customary form as .docx (MEET-9). */
export const minutesDocx = (paper: Paper): Promise<Buffer> => written({ paper });
/** The whole record, line by line, as .docx. */
export const transcriptDocx = (record: { unitName: string; title: string; meetingTitle: string; lines: readonly TranscriptLine[] }): Promise<Buffer> => written({ record });
