import type { FormatStyle } from '../../localization/formats/format-style.ts';
import type { Rhythm } from '../../localization/rhythm.ts';
import type { Translate } from '../../localization/translator.ts';

/** The reader of a report. `translate` and `style` have the same locale. */
export interface RenderOptions {
  translate: Translate;
  style: FormatStyle;
  /** The reference of ages and remaining times. */
  now: Date;
  /** How often the scheduler sends the report, if it does; its title says so. */
  scheduled?: Rhythm;
}
