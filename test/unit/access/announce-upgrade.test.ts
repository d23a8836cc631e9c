import { announceUpgrade, type UpgradeNoticeOptions } from '../../../src/access/announce-upgrade.ts';

/** A database that replicas share, and what they sent. */
function open(known = 3) {
  let isTold = false;
  let isBusy = false;
  const sent: number[] = [];
  const replica = (changes: Partial<UpgradeNoticeOptions> = {}) =>
    announceUpgrade({
      mode: 'request',
      countKnown: async () => known,
      alone: async (work) => {
        if (isBusy) return false;
        isBusy = true;
        await work(async () => undefined).finally(() => (isBusy = false));
        return true;
      },
      isTold: async () => isTold,
      noteTold: async () => {
        isTold = true;
      },
      send: async (count) => {
        sent.push(count);
        return true;
      },
      ...changes,
    });
  return { replica, sent };
}

describe('after an upgrade, the notice of who stays let in', () => {
  it('is sent once, by one of the replicas that start together, and not after a restart', async () => {
    const { replica, sent } = open();
    const [one, other] = [replica(), replica()];
    expect(await Promise.all([one(), other()])).toEqual([true, false]);
    expect(await other()).toBe(true);
    await replica()();
    expect(sent).toEqual([3]);
  });

  it('is sent again when no admin was reached, by whoever tries next', async () => {
    const { replica, sent } = open();
    const cut = replica({ send: async () => false });
    expect(await cut()).toBe(false);
    expect(await replica()()).toBe(true);
    expect(await cut()).toBe(true);
    expect(sent).toEqual([3]);
  });

  it('is sent once more when a process was killed before it noted that it told', async () => {
    const { replica, sent } = open();
    const killed = replica({ noteTold: () => Promise.reject(new Error('killed')) });
    await expect(killed()).rejects.toThrow('killed');
    await replica()();
    await replica()();
    expect(sent).toEqual([3, 3]);
  });

  it('is not sent where nobody was known, also later', async () => {
    const { replica, sent } = open(0);
    await replica()();
    await replica({ countKnown: async () => 9 })();
    expect(sent).toEqual([]);
  });

  it('waits where everybody is let in', async () => {
    const { replica, sent } = open();
    await replica({ mode: 'open' })();
    expect(sent).toEqual([]);
    await replica({ mode: 'closed' })();
    expect(sent).toEqual([3]);
  });
});
