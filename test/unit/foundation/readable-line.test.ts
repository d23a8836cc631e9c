import { createLogger } from '../../../src/foundation/logger.ts';

function linesOf(
  isTTY: boolean,
  secret = 'zebra',
): { lines: string[]; log: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  const sink = { write: (line: string) => lines.push(line), isTTY };
  return { lines, log: createLogger('debug', (text) => text.replaceAll(secret, '[redacted]'), sink) };
}

describe('a log line', () => {
  it('is one JSON object anywhere but at a terminal', () => {
    const { lines, log } = linesOf(false);
    log.info({ a: 'zebra' }, 'hello');
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', a: '[redacted]', msg: 'hello' });
  });

  it('has time, level and words at a terminal, and few fields behind them', () => {
    const { lines, log } = linesOf(true);
    log.warn({ cause: 'refused', n: 2, none: null, key: 'zebra' }, 'it failed');
    expect(lines).toEqual([
      expect.stringMatching(
        /^\d\d:\d\d:\d\d WARN {2}it failed \(cause: refused · n: 2 · key: \[redacted\]\)\n$/,
      ),
    ]);
  });

  it('has many fields below the words, lists one below the other', () => {
    const { lines, log } = linesOf(true);
    log.info({ zone: 'UTC', providers: ['Groq: a, b', 'Gemini: c'] }, 'starting');
    expect(lines[0]?.slice(9)).toBe(
      'info  starting\n           zone: UTC\n           providers: Groq: a, b\n                      Gemini: c\n',
    );
  });

  it('cannot move the cursor of a terminal', () => {
    const { lines, log } = linesOf(true);
    log.info({ name: '\u001B[2Jx\ny' }, 'a\rb');
    expect(lines[0]).toMatch(/a b \(name: {2}?\[2Jx y\)\n$/);
  });

  it('is left as it is where redaction broke its JSON', () => {
    const { lines, log } = linesOf(true, '":');
    log.info('hello');
    expect(lines[0]).toContain('hello');
  });
});
