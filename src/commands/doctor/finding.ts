/** `good` needs nothing, `note` is worth knowing, `bad` keeps the bot from working. */
export type Verdict = 'good' | 'note' | 'bad';

/** What one look found, and what to do about it. */
export interface Finding {
  verdict: Verdict;
  /** What was looked at. */
  about: string;
  text: string;
  /** What to do; missing where nothing is to be done. */
  remedy?: string;
}

const SIGNS: Readonly<Record<Verdict, string>> = { good: '✓', note: '!', bad: '✗' };

/** A finding in one line, and its remedy in another. */
export function writeFinding({ verdict, about, text, remedy }: Finding): string {
  const todo = remedy === undefined ? '' : `    → ${remedy}\n`;
  return `${SIGNS[verdict]} ${about}: ${text}\n${todo}`;
}

/** The last line: what all findings come to. */
export function writeVerdict(findings: readonly Finding[]): string {
  const bad = findings.filter(({ verdict }) => verdict === 'bad').length;
  const notes = findings.filter(({ verdict }) => verdict === 'note').length;
  if (bad > 0) return `${bad} of ${findings.length} looks found something to mend.\n`;
  return notes > 0 ? `The bot can run. ${notes} notes above.\n` : 'All is well.\n';
}
