import type { FormatStyle } from '../../localization/format-style.ts';
import type { Translate } from '../../localization/translator.ts';

/** For whom a report is written. `translate` and `style` are of the same locale. */
export interface RenderOptions {
  translate: Translate;
  style: FormatStyle;
  /** What ages and remaining times count from. */
  now: Date;
  /** The report comes by the clock, so it says so above its title. */
  scheduled?: boolean;
}
