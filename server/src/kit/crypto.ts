import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Field protection (guarantees 5.3): AES-256-GCM with a random IV, bound to its row by the additional data, and a keyed blind index for look-ups.
 * The keys live outside the database. An SM4-CTR + HMAC-SM3 suite fits behind the same three functions.
 */
export class FieldCrypto {
  private readonly key: Buffer;
  private readonly blindKey: Buffer;

  constructor(secrets: { fields: Buffer; blind: Buffer }) {
    this.key = Buffer.from(hkdfSync('sha256', secrets.fields, '', 'field-encryption', 32));
    this.blindKey = Buffer.from(hkdfSync('sha256', secrets.blind, '', 'blind-index', 32));
  }

  /** `k1.` + iv, tag and ciphertext in base64url; `place` is table:column:row, so that a value moved to another row does not open. */
  seal(value: string, place: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return `k1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  open(sealed: string, place: string): string {
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12)).setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }

  /** 16 bytes of HMAC-SHA-256, in hex: equal for equal values, useless without the key. */
  blind(value: string): string { return createHmac('sha256', this.blindKey).update(value).digest('hex').slice(0, 32); }
}

export const sha256 = (value: string | Buffer): string => createHash('sha256').update(value).digest('hex');
/** 256 random bits for a token; only its SHA-256 is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** Whether two texts are the same, in a time that does not tell where they differ. Compared as bytes: a forged text of as many letters may have more of them. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
