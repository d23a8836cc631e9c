import type { Evidence } from './evidence.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const WHERE = '(?:country|countries|region|territory|location|jurisdiction)';
const REFUSED =
  '(?:not (?:currently |yet )?(?:supported|available|allowed|permitted|accessible|offered|eligible|served)|unsupported|unavailable|blocked|restricted|denied|forbidden|prohibited|banned)';

/** The English names of all countries, since a service names the one that it refuses. */
function countryNames(): string {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const known = codes.map((code) => names.of(code)).filter((name) => name !== undefined);
  return known
    .map((name) => name.replace(/ (?:SAR China|\(.*\))$/, '').replaceAll(/[.()]/g, '\\$&'))
    .join('|');
}

/** What a request holds may be called a location or a region, too. */
const FIELD = String.raw`(?:parameter|field|argument|\w*propert\w+)`;

let words: RegExp | undefined;

/**
 * Refused for where the request comes from. Google: 400 "User location is not supported for the API use"
 * (H-T-H/Gemini-Telegram-Bot#1). Groq: 403 "Access denied. Please check your network settings." Cloudflare, as plain text:
 * "error code: 1009"; the titles of its pages arrive as JSON from services that pass them on.
 */
export const PLACE: Evidence = {
  codes:
    /ip_not_(?:authorized|allowed)|unsupported_(?:country|region|location)|(?:country|region|geo|location)_\w*(?:blocked|restricted|not_supported)/i,
  // Made for the first refusal: asking for the names of all countries takes longer than much of a start.
  get words() {
    return (words ??= placeWords());
  },
};

function placeWords(): RegExp {
  const country = `(?:the |mainland )?(?:${countryNames()}|Russian Federation|Islamic Republic of Iran)`;
  return new RegExp(
    [
      String.raw`\b(?:un|not )(?:supported|available|allowed|permitted)\b(?:(?!\b${FIELD}\b)[^.]){0,40}\b(?:${WHERE}|area)\b(?! of\b)`,
      String.raw`(?:\bnot|n't) (?:currently |yet )?(?:support|serve|offer)\b[^.]{0,40}\b(?:(?:your|this) ${WHERE}|(?:in|from) ${country})(?!\w)`,
      String.raw`\bnot (?:on|in) (?:the|our|a) list of (?:supported|allowed) (?:countries|regions|territories|locations)\b`,
      String.raw`\b${REFUSED}\b[^.]{0,30}\b(?:in|from|for) (?:your|this) (?:current )?${WHERE}\b(?! of\b)`,
      String.raw`\b(?:country|countries|region|territory|jurisdiction)\b[^.]{0,60}\b${REFUSED}\b`,
      String.raw`(?<!\b${FIELD} ['\"\x60]?)\blocation (?:is |are |was |has been )?${REFUSED}\b|\bfrom (?:your|this) location (?:is|are) ${REFUSED}\b`,
      String.raw`\b(?:requests?|access|connections?|traffic|users?)\b[^.]{0,20}\b(?:from|in) ${country}\b[^.]{0,20}\b${REFUSED}\b`,
      String.raw`\b${REFUSED} (?:in|from|for users in) ${country}(?!\w)`,
      String.raw`\bcheck your network\b|\b(?:vpn|proxy) (?:detected|is not allowed)|\bsanction|\bembargo|\bgeo-?(?:block|restrict)|\bpublic access is disabled\b`,
      String.raw`\byour (?:ip|network)\b[^.]{0,60}\b(?:blocked|denied|restricted|banned|not allowed)\b`,
      String.raw`\b(?:blocked|denied|banned)\b[^.]{0,30}\b(?:ip|ip address|network)\b`,
      String.raw`\bip address\b[^.]{0,20}\bnot (?:allowed|authori[sz]ed)\b|\bIP不在白名单`,
      String.raw`^error code: 10\d\d\b|^sorry, you have been blocked\b|^just a moment\W*$|^attention required!`,
      String.raw`\benable javascript and cookies to continue\b|\bchecking your browser\b|\bcloudflare to restrict access\b`,
    ].join('|'),
    'i',
  );
}
