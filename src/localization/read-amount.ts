const NAMED: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  هزار: 1e3,
  m: 1e6,
  million: 1e6,
  میلیون: 1e6,
  ملیون: 1e6,
  b: 1e9,
  billion: 1e9,
  میلیارد: 1e9,
};
const NAMES = Object.keys(NAMED).join('|');
const GROUPED = /^(\d+|\d{1,3}(?:[,٬، ]\d{3})+)$/;
const SHORT = new RegExp(`^(?:(\\d{1,9})(?:[.٫/](\\d{1,3}))? ?)?(${NAMES})$`);

/** A whole number in digits, its thousands separated or named, in a text that was normalized; `null` for anything else. */
export function readAmount(text: string): number | null {
  const parts = text.trim().split(/ و | and /);
  // «۱ میلیون و ۲۰۰ هزار»
  const amounts = parts.map(readPart);
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}

function readPart(text: string): number | null {
  if (GROUPED.test(text)) return Number(text.replaceAll(/\D/g, ''));
  const match = SHORT.exec(text);
  if (!match) return null;
  const [, whole = '1', fraction = '0', name = ''] = match;
  const amount = Math.round(Number(`${whole}.${fraction}`) * (NAMED[name] ?? 0));
  return Number.isSafeInteger(amount) ? amount : null;
}
