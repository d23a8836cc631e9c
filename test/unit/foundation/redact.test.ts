import { createLogger } from '../../../src/foundation/logger.ts';
import { createRedactor } from '../../../src/foundation/redact.ts';

const TOKEN = '123456:AAbb-cc_dd';

describe('redaction', () => {
  const redact = createRedactor([TOKEN, 'pa"ss\\word', 'a+b/c=', null, undefined, 'abc']);

  it('removes a secret wherever it stands', () => {
    expect(redact(`${TOKEN} and again ${TOKEN}`)).toBe('[redacted] and again [redacted]');
  });

  it('removes it escaped for JSON and encoded for a URL', () => {
    expect(redact(JSON.stringify({ secret: 'pa"ss\\word' }))).toBe('{"secret":"[redacted]"}');
    expect(redact(`https://x/?key=${encodeURIComponent('a+b/c=')}`)).toBe('https://x/?key=[redacted]');
  });

  it('removes any bot’s token from a path, also one that nobody told it', () => {
    expect(redact('GET https://api.telegram.org/bot987654:Zz-99_aa/getMe failed')).toBe(
      'GET https://api.telegram.org/bot[redacted]/getMe failed',
    );
    expect(redact('https://proxy/file/bot987654:Zz-99_aa/photos/1.jpg')).not.toContain('Zz-99');
  });

  it('leaves no rest of a secret that contains another', () => {
    expect(createRedactor(['secret', 'secret-and-more'])('secret-and-more')).toBe('[redacted]');
  });

  it('takes texts of three letters for no secrets', () => {
    expect(redact('abc')).toBe('abc');
  });
});

describe('a log line', () => {
  it('is one JSON object with its level as a word and its time in ISO 8601', () => {
    const [line = '', ...others] = logged((logger) => logger.warn({ a: 1, text: 'two\nlines' }, 'said\nso'));
    expect(others).toEqual([]);
    expect(line.trimEnd()).not.toContain('\n');
    const parsed = JSON.parse(line) as Record<string, string>;
    expect(parsed).toMatchObject({ level: 'warn', a: 1, text: 'two\nlines', msg: 'said\nso' });
    expect(new Date(parsed['time'] ?? '').toISOString()).toBe(parsed['time']);
  });

  it('is written from its level up', () => {
    const lines = logged((logger) => {
      logger.debug('no');
      logger.info('yes');
      logger.error('yes');
    });
    expect(lines).toHaveLength(2);
    expect(logged((logger) => logger.debug('yes'), 'debug')).toHaveLength(1);
  });

  it('holds no secret, however deep the error that carries it', () => {
    const cause = new Error(`connect to https://api.telegram.org/bot${TOKEN}/getMe`);
    const err = new Error('request failed', { cause: new Error('deeper', { cause }) });
    const [line = ''] = logged((logger) =>
      logger.error({ err, url: `/x?t=${encodeURIComponent(TOKEN)}` }, TOKEN),
    );
    expect(line).not.toMatch(/AAbb-cc_dd/);
    expect(line).toContain('request failed');
  });

  it('holds no secret of a child logger either', () => {
    const [line = ''] = logged((logger) => logger.child({ token: TOKEN }).info('hi'));
    expect(JSON.parse(line)).toMatchObject({ token: '[redacted]', msg: 'hi' });
  });
});

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level: 'info' | 'debug' = 'info') {
  const lines: string[] = [];
  write(createLogger(level, createRedactor([TOKEN]), { write: (line) => lines.push(line) }));
  return lines;
}
