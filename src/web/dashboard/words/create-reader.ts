import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import type { Translate } from '../../../localization/translator.ts';
import type { ChartReader } from './chart-reader.ts';
import { firstView, type FirstViewMessages } from './generated/first-view.ts';
import { pages, type PageMessages } from './generated/pages.ts';
import { createSay, createTranslate, type Say } from './messages.ts';
import { createWriter, type Writer } from './writer.ts';

/** The variables of every message of the pages. */
export type Variables = FirstViewMessages & PageMessages;

/** The language, digits and calendar of whoever reads. */
export interface Reader extends ChartReader {
  say: Say<FirstViewMessages> & Say<PageMessages>;
  /** As `say`, with an isolate around each value. */
  translate: Translate;
  write: Writer;
}

export function createReader(style: FormatStyle): Reader {
  const translate = createTranslate(style.locale, firstView, pages);
  const say: Reader['say'] = createSay<Variables>(translate, style);
  return { say, translate, write: createWriter(style, translate, say), style };
}
