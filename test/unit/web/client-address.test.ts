import {
  clientOf,
  forwardedClient,
  isLoopback,
  isPrivate,
  isTrustedHop,
} from '../../../src/web/access/client-address.ts';

describe('the client of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '::1'],
    ['', ''],
  ])('of %s is %s', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});

describe('the client that a proxy names', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:51234', '203.0.113.9'],
    ['[2001:db8::1]:51234', '2001:db8:0:0::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['203.0.113.9, unknown', null],
    ['203.0.113.9,', null],
    ['_hidden', null],
    ['', null],
    [undefined, null],
  ])('in %s is %s', (header, client) => {
    expect(forwardedClient(header)).toBe(client);
  });
});

it.each(['10.1.2.3', '172.18.0.2', '172.31.0.1', '192.168.1.1', '::ffff:10.0.0.1', 'fd12:3456::1'])(
  '%s is private and not loopback',
  (address) => {
    expect([isPrivate(address), isLoopback(address)]).toEqual([true, false]);
  },
);

it.each(['11.0.0.1', '172.32.0.1', '172.15.0.1', '192.169.0.1', '203.0.113.9', '2001:db8::1', ''])(
  '%s is not private',
  (address) => {
    expect(isPrivate(address)).toBe(false);
  },
);

it.each([
  ['127.0.0.1', true, true],
  ['::1', true, true],
  ['172.18.0.2', false, true],
  [clientOf('fd12:3456::1'), false, true],
  ['203.0.113.9', false, false],
])('%s is a proxy of ours without PUBLIC_URL: %s, with it: %s', (address, without, withUrl) => {
  expect([isTrustedHop(address, false), isTrustedHop(address, true)]).toEqual([without, withUrl]);
});
