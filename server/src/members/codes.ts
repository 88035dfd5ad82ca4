import { randomInt } from 'node:crypto';

// No 0/O, 1/I/L: a code is read from paper or a screen and typed on a phone.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A code to be typed by a person. */
export const randomCode = (length: number): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** What was typed, without spaces, dashes and case. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
