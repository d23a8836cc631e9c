import { FluentNumber } from '@fluent/bundle';
import { formatInteger } from './formats/format-number.ts';
import type { FormatStyle } from './formats/format-style.ts';

/** A whole number for a message: plurals go by the number, and people read it in their own digits. */
export class Count extends FluentNumber {
  private readonly style: Pick<FormatStyle, 'digits'>;

  constructor(value: number, style: Pick<FormatStyle, 'digits'>) {
    super(value);
    this.style = style;
  }

  override toString(): string {
    return formatInteger(this.value, this.style);
  }
}
