import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file of the dashboard as it is sent. */
export interface StaticFile {
  body: Buffer;
  contentType: string;
  /** The compression of `body`; `null` for none. */
  encoding: 'br' | 'gzip' | null;
}

type Variants = Readonly<Record<'br' | 'gzip' | 'plain', Buffer>>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};
const INCOMPRESSIBLE = ['.woff2', '.png', '.ico'];
/** Brotli's best level is a twelfth smaller, but delays the first visitor after a start by a second. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Reads files of a build folder and compresses each once. Gives `null` for a missing path. */
export function openStaticFiles(folder: URL) {
  const kept = new Map<string, Promise<Variants | null>>();

  const variants = (path: string, isKept: boolean): Promise<Variants | null> => {
    const found = kept.get(path) ?? readVariants(new URL(path, folder));
    if (isKept) kept.set(path, found);
    // A missing file may be built later, and invented names must not fill the memory.
    void found.then((file) => file ?? kept.delete(path));
    return found;
  };

  /** The caller has checked `path`; `isKept` says that the file never changes. */
  return async (path: string, acceptEncoding: string, isKept: boolean): Promise<StaticFile | null> => {
    const file = await variants(path, isKept);
    if (!file) return null;
    const contentType = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    const encoding = INCOMPRESSIBLE.includes(extname(path)) ? null : chooseEncoding(acceptEncoding);
    return { body: file[encoding ?? 'plain'], contentType, encoding };
  };
}

async function readVariants(file: URL): Promise<Variants | null> {
  const plain = await readFile(file).catch(() => null);
  if (!plain) return null;
  const [br, gzip] = await Promise.all([compressors.br(plain, BROTLI), compressors.gzip(plain)]);
  return { br, gzip, plain };
}

/** The best encoding that the client accepts. */
export function chooseEncoding(acceptEncoding: string): 'br' | 'gzip' | null {
  const accepted = acceptEncoding
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => !/;\s*q=0(\.0*)?$/.test(item))
    .map((item) => item.split(';')[0]?.trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : null;
}
