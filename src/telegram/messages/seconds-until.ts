import { Count } from '../../localization/count.ts';
import type { FormatStyle } from '../../localization/formats/format-style.ts';

/** Whole seconds to wait, never fewer than it takes. */
export function secondsUntil(ms: number, style: FormatStyle): Count {
  return new Count(Math.ceil(ms / 1_000), style);
}
