import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../common/result.ts';

/** A sealed text that cannot be opened: cut, altered, of another key or purpose, or no sealed text at all. */
export interface SealFailure {
  readonly kind: 'not-openable';
}

const MAGIC = Buffer.from('ATS1');
const NONCE = 12;
const TAG = 16;
/** Bytes of a key (AES-256). */
export const KEY_BYTES = 32;

/** A new random key. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D, 96-bit random nonce, 128-bit tag).
 * @param purpose what the text is for; opening it for another purpose fails
 */
export function seal(content: Buffer, key: Buffer, purpose: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.concat([MAGIC, Buffer.from(purpose)]));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), sealed]);
}

/** Opens what `seal` made with the same key and purpose. */
export function open(sealed: Buffer, key: Buffer, purpose: string): Result<Buffer, SealFailure> {
  const start = MAGIC.length + NONCE + TAG;
  if (sealed.length < start || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) return fail({ kind: 'not-openable' });
  try {
    const nonce = sealed.subarray(MAGIC.length, MAGIC.length + NONCE);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.concat([MAGIC, Buffer.from(purpose)]));
    decipher.setAuthTag(sealed.subarray(MAGIC.length + NONCE, start));
    const content = decipher.update(sealed.subarray(start));
    // Only now is it certain that nothing was altered; GCM leaves nothing over.
    decipher.final();
    return ok(content);
  } catch {
    return fail({ kind: 'not-openable' });
  }
}
