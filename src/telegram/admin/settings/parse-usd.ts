import { picoToDecimal } from '../../../foundation/money/money.ts';
import { readUsd } from '../../../foundation/money/read-usd.ts';
import { normalizeInput, normalizeWords } from '../../../localization/normalize-input.ts';
import { withoutNumberWords } from '../../../localization/number-words.ts';
import { readAmount } from '../../../localization/read-amount.ts';
import { withoutBound, withoutCourtesy } from './setting-answers.ts';

/** Marks and words for dollars, before an amount or after it, with how often. */
const DOLLARS = /^(?:us ?\$|\$|usd|دلار) ?|,? ?(?:us ?\$|\$|usd|(?:us )?dollars?|bucks?|دلار(?: [آا]مریکا)?)$/g;
const CENTS = / ?(?:¢|cents?|سنت)$/;
/** How often, before an amount or behind it: «روزی ۵ دلار», `$5/month`. */
const HOW_OFTEN =
  /^(?:روزی|روزانه|ماهی|ماهانه|ماهیانه|هر روز|هر ماه|daily|monthly) |,? ?(?:a|per|each|every|\/) ?(?:day|month|mo)$|,? ?(?:daily|monthly)$| (?:در|هر) (?:روز|ماه)$| ?(?:روزانه|ماهانه|ماهیانه)$/g;
/** «یک دلار و نیم», «۲ دلار و ۵۰ سنت», `2 dollars and 50 cents`. */
const WITH_REST =
  /^(.+?) ?(?:دلار|dollars?|\$) (?:و ?|and )(?:(نیم|half|a half)|(ربع|a quarter)|(.+?) ?(?:سنت|cents?))$/;
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
function spokenAmount(said: string): string {
  const typed = withoutBound(withoutCourtesy(said)).replace(/[.!]$/, '').replaceAll(HOW_OFTEN, '').trim();
  const [, whole, half, quarter, cents] = WITH_REST.exec(typed) ?? [];
  if (whole) return withRest(amountIn(whole), half ? '50' : quarter ? '25' : amountIn(cents ?? ''));
  const amount = amountIn(typed.replaceAll(DOLLARS, '').replace(CENTS, '').trim().replace(/^a$/, '1'));
  return CENTS.test(typed) && amount !== '' ? `${amount}e-2` : amount;
}

function withRest(dollars: string, cents: string): string {
  return /^\d+$/.test(dollars) && /^\d{1,2}$/.test(cents) ? `${dollars}.${cents.padStart(2, '0')}` : '';
}

const PARTS: Readonly<Record<string, string>> = { نیم: '0.5', 'half a': '0.5', ربع: '0.25' };

function amountIn(text: string): string {
  const bare = withoutNumberWords(text);
  const [, whole] = /^(\d+) (?:و ?نیم|and a half)$/.exec(bare) ?? [];
  return PARTS[bare] ?? (whole && `${whole}.5`) ?? decimalIn(bare) ?? wholeIn(bare);
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
