import { picoToDecimal } from '../../../foundation/money/money.ts';
import { readUsd } from '../../../foundation/money/read-usd.ts';
import { normalizeInput, normalizeWords } from '../../../localization/normalize-input.ts';
import { withoutNumberWords } from '../../../localization/number-words.ts';
import { readAmount } from '../../../localization/read-amount.ts';

/** Marks and words for dollars, before an amount or after it, with how often. */
const DOLLARS =
  /^(?:us ?\$|\$|usd|دلار) ?|,? ?(?:us ?\$|\$|usd|(?:us )?dollars?|bucks|دلار)(?: ?(?:a day|per day|در روز|a month|per month|در ماه))?[.!]?$/g;
const CENTS = / ?(?:¢|cents?|سنت)$/;
/** A decimal with its thousands separated; in Persian a slash is a decimal point, too. */
const GROUPED = /^\d{1,3}(?:[,٬]\d{3})+(?=[.٫]|$)/;

/**
 * An amount of dollars as a decimal text, such as `0.5`: whatever the environment would take, and what people say instead:
 * `50 cents`, «هزار دلار», «۵/۵». `null` for anything else.
 */
export function parseUsd(text: string): string | null {
  const amount = readUsd(normalizeInput(text)) ?? readUsd(spokenAmount(normalizeWords(text)));
  return amount === null ? null : picoToDecimal(amount).replace(/\.?0+$/, '');
}

/** What was said in words as digits with a decimal point; empty when it is no amount. */
function spokenAmount(typed: string): string {
  const bare = withoutNumberWords(typed.replaceAll(DOLLARS, '').replace(CENTS, '').trim());
  const amount = bare === 'نیم' || bare === 'half a' ? '0.5' : (decimalIn(bare) ?? wholeIn(bare));
  return CENTS.test(typed) && amount !== '' ? `${amount}e-2` : amount;
}

function decimalIn(text: string): string | null {
  const grouped = GROUPED.exec(text)?.[0] ?? '';
  const plain = grouped.replaceAll(/\D/g, '') + text.slice(grouped.length).replace(/[/٫]/, '.');
  return /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? plain : null;
}

/** A number with its size in words, such as «۵۰ هزار». */
function wholeIn(text: string): string {
  const amount = readAmount(text);
  return amount === null ? '' : String(amount);
}
