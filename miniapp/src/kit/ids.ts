/** Ids made on the device: a repeated request with the same one is answered, not done again (G2). */

/** A random UUID v4. `crypto.randomUUID` is missing over plain http and in WeChat; uniqueness per room and sender is all that is asked. */
export function newClientId(): string {
  const bytes = new Uint8Array(16);
  if (typeof crypto !== 'undefined' && typeof crypto.getRandomValues === 'function') crypto.getRandomValues(bytes);
  else mix(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => (byte + 0x100).toString(16).slice(1)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

let serial = 0;

/** WeChat's own random source answers only later; time, a serial and Math.random together never repeat on one device. */
function mix(bytes: Uint8Array): void {
  serial += 1;
  let time = Date.now() * 1024 + (serial % 1024);
  for (let i = 0; i < 16; i += 1) {
    bytes[i] = (Math.floor(Math.random() * 256) + (i < 7 ? time % 256 : 0)) % 256;
    time = Math.floor(time / 256);
  }
}
