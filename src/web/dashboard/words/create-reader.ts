import type { FormatStyle } from '../../../localization/format-style.ts';
import { en, type Words } from './en.ts';
import { fa } from './fa.ts';
import { createWriter, type Writer } from './writer.ts';

/** The language, digits and calendar of whoever reads. */
export interface Reader {
  words: Words;
  write: Writer;
  style: FormatStyle;
}

export function createReader(style: FormatStyle): Reader {
  const words = style.locale === 'fa' ? fa : en;
  return { words, write: createWriter(style, words), style };
}
