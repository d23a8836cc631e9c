import { createLogger } from '../../../src/foundation/logger.ts';
import { createRedactor } from '../../../src/foundation/redact.ts';

const TOKEN = '123456:AAbb-cc_dd';

describe('redaction', () => {
  const redact = createRedactor([TOKEN, 'pa"ss\\word', 'a+b/c=', null, undefined, 'abc']);

  it('removes a secret anywhere in a text', () => {
    expect(redact(`${TOKEN} and again ${TOKEN}`)).toBe('[redacted] and again [redacted]');
  });

  it('removes its JSON-escaped and URL-encoded forms', () => {
    expect(redact(JSON.stringify({ secret: 'pa"ss\\word' }))).toBe('{"secret":"[redacted]"}');
    expect(redact(`https://x/?key=${encodeURIComponent('a+b/c=')}`)).toBe('https://x/?key=[redacted]');
  });

  it('removes any bot token from a URL path, known or not', () => {
    expect(redact('GET https://api.telegram.org/bot987654:Zz-99_aa/getMe failed')).toBe(
      'GET https://api.telegram.org/bot[redacted]/getMe failed',
    );
    expect(redact('https://proxy/file/bot987654:Zz-99_aa/photos/1.jpg')).not.toContain('Zz-99');
  });

  it('removes a secret completely when it contains another', () => {
    expect(createRedactor(['secret', 'secret-and-more'])('secret-and-more')).toBe('[redacted]');
  });

  it('ignores secrets shorter than four characters', () => {
    expect(redact('abc')).toBe('abc');
  });
});

describe('a log line', () => {
  it('is a JSON object with a named level and an ISO 8601 time', () => {
    const [line = '', ...others] = logged((logger) => logger.warn({ a: 1, text: 'two\nlines' }, 'said\nso'));
    expect(others).toEqual([]);
    expect(line.trimEnd()).not.toContain('\n');
    const parsed = JSON.parse(line) as Record<string, string>;
    expect(parsed).toMatchObject({ level: 'warn', a: 1, text: 'two\nlines', msg: 'said\nso' });
    expect(new Date(parsed['time'] ?? '').toISOString()).toBe(parsed['time']);
  });

  it('is written at its level and above', () => {
    const lines = logged((logger) => {
      logger.debug('no');
      logger.info('yes');
      logger.error('yes');
    });
    expect(lines).toHaveLength(2);
    expect(logged((logger) => logger.debug('yes'), 'debug')).toHaveLength(1);
  });

  it('contains no secret, however deeply an error nests it', () => {
    const cause = new Error(`connect to https://api.telegram.org/bot${TOKEN}/getMe`);
    const err = new Error('request failed', { cause: new Error('deeper', { cause }) });
    const [line = ''] = logged((logger) =>
      logger.error({ err, url: `/x?t=${encodeURIComponent(TOKEN)}` }, TOKEN),
    );
    expect(line).not.toMatch(/AAbb-cc_dd/);
    expect(line).toContain('request failed');
  });

  it('contains no secret from a child logger', () => {
    const [line = ''] = logged((logger) => logger.child({ token: TOKEN }).info('hi'));
    expect(JSON.parse(line)).toMatchObject({ token: '[redacted]', msg: 'hi' });
  });
});

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level: 'info' | 'debug' = 'info') {
  const lines: string[] = [];
  write(createLogger(level, createRedactor([TOKEN]), { write: (line) => lines.push(line) }));
  return lines;
}
