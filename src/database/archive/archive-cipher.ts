import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** How the key follows from the password. The salt is new for each archive, and so is the key. */
export interface Scrypt {
  cipher: 'aes-256-gcm';
  kdf: 'scrypt';
  cost: number;
  blockSize: number;
  parallelization: number;
  salt: string;
}

/** Encrypts and decrypts the payloads of one archive. `bound` is what stands before a payload; it is authenticated. */
export interface ArchiveCipher {
  seal(index: number, payload: Uint8Array, bound: Uint8Array): Buffer;
  /** Throws an error when the key is another one, or the payload is not what was sealed. */
  open(index: number, sealed: Uint8Array, bound: Uint8Array): Buffer;
}

/** 32 MB and a tenth of a second, for each password that somebody tries. */
const PARAMETERS = { cost: 32_768, blockSize: 8, parallelization: 1 } as const;
const MOST_MEMORY = 64 * 1024 * 1024;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const derive = promisify(
  (password: string, salt: Buffer, done: (error: Error | null, key: Buffer) => void): void => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, { ...PARAMETERS, maxmem: MOST_MEMORY }, done);
  },
);

export function newScrypt(): Scrypt {
  const salt = randomBytes(SALT_BYTES).toString('base64');
  return { cipher: 'aes-256-gcm', kdf: 'scrypt', ...PARAMETERS, salt };
}

/** Whether this version decrypts what is described so. Other costs could be made to take all memory. */
export function isKnownScrypt(value: Partial<Record<keyof Scrypt, unknown>>): value is Scrypt {
  const { salt, ...rest } = value;
  const known = Object.entries({ cipher: 'aes-256-gcm', kdf: 'scrypt', ...PARAMETERS });
  const given = rest as Record<string, unknown>;
  return typeof salt === 'string' && known.every(([name, wanted]) => given[name] === wanted);
}

export async function createArchiveCipher({ salt }: Scrypt, password: string): Promise<ArchiveCipher> {
  const key = await derive(password, Buffer.from(salt, 'base64'));
  return {
    seal: (index, payload, bound) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(index)).setAAD(bound);
      return Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
    },
    open: (index, sealed, bound) => {
      const options = { authTagLength: TAG_BYTES };
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(index), options).setAAD(bound);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    },
  };
}

/** A key seals one archive, so a counter never comes twice. */
function nonce(index: number): Buffer {
  const bytes = Buffer.alloc(NONCE_BYTES);
  bytes.writeUInt32BE(index, NONCE_BYTES - 4);
  return bytes;
}
