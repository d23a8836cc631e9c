import { mayReadMetrics } from '../../../src/web/access/may-read-metrics.ts';

const nobody = { token: null, isPublic: false };
const secret = { token: 'secret', isPublic: false };
const local = { authorization: '', peer: '127.0.0.1', host: '127.0.0.1:3000', isForwarded: false };

describe('mayReadMetrics without a token', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('admits a peer at %s', (peer) => {
    expect(mayReadMetrics({ ...local, peer }, nobody)).toBe(true);
  });

  it.each(['10.0.0.5', '203.0.113.9', '::ffff:10.0.0.5', 'fe80::1', '', '1127.0.0.1'])(
    'refuses a peer at %s',
    (peer) => {
      expect(mayReadMetrics({ ...local, peer }, nobody)).toBe(false);
    },
  );

  it('refuses a local browser with a foreign Host', () => {
    expect(mayReadMetrics({ ...local, host: 'evil.example:3000' }, nobody)).toBe(false);
    expect(mayReadMetrics({ ...local, host: 'localhost' }, nobody)).toBe(true);
  });
});

describe('mayReadMetrics without a token, where there is a public address', () => {
  // A plain proxy_pass: nothing tells these from a program on this machine.
  it.each(['127.0.0.1:3000', 'localhost', 'bot.example'])('refuses a local peer that asks %s', (host) => {
    expect(mayReadMetrics({ ...local, host }, { token: null, isPublic: true })).toBe(false);
  });

  it('requires the token as ever where there is one', () => {
    const door = { token: 'secret', isPublic: true };
    expect(mayReadMetrics(local, door)).toBe(false);
    expect(mayReadMetrics({ ...local, authorization: 'Bearer secret' }, door)).toBe(true);
  });
});

describe('mayReadMetrics with a token', () => {
  it('requires it from local programs too', () => {
    expect(mayReadMetrics(local, secret)).toBe(false);
    expect(mayReadMetrics({ ...local, authorization: 'Bearer secret2' }, secret)).toBe(false);
    expect(mayReadMetrics({ ...local, authorization: 'bearer secret' }, secret)).toBe(true);
    expect(mayReadMetrics({ ...local, authorization: 'BEARER SECRET' }, secret)).toBe(false);
    expect(mayReadMetrics({ ...local, authorization: 'Bearer secret', peer: '10.0.0.5' }, secret)).toBe(true);
  });
});
