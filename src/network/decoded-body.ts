import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { ArrivingBody } from './arriving-body.ts';

/** A body for a single reader. */
export interface DecodedBody extends AsyncIterable<Uint8Array> {
  /** The whole body, decoded as UTF-8. */
  text(): Promise<string>;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body without its compression: some gateways compress though nobody asked them to. */
export function decodedBody(body: ArrivingBody, encoding: string | undefined): DecodedBody {
  const create = DECODERS[encoding?.trim().toLowerCase() ?? ''];
  if (!create) return body;
  const decoder = create();
  // Whoever reads the decoder is told of an error.
  pipeline(Readable.from(body), decoder, () => undefined);
  return {
    [Symbol.asyncIterator]: () => decoder[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>,
    text: async () => {
      const pieces: Uint8Array[] = [];
      for await (const piece of decoder) pieces.push(piece as Uint8Array);
      return new TextDecoder().decode(Buffer.concat(pieces));
    },
  };
}
