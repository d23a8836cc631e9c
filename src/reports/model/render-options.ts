import type { FormatStyle } from '../../localization/format-style.ts';
import type { Translate } from '../../localization/translator.ts';

/** The reader of a report. `translate` and `style` have the same locale. */
export interface RenderOptions {
  translate: Translate;
  style: FormatStyle;
  /** The reference of ages and remaining times. */
  now: Date;
  /** The scheduler sent the report; its title says so. */
  scheduled?: boolean;
}
