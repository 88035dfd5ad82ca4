import { pino } from 'pino';

/** Structured log lines: ids only, never bodies, tokens or phones. Quiet by default: what is written deserves a look. */
export const log = pino({ level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'fatal' : 'warn'), base: null, timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ['*.password', '*.token', '*.phone', 'headers.authorization', 'headers.cookie'], censor: '…' } });
