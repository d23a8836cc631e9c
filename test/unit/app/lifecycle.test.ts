import { createLifecycle } from '../../../src/app/programs/lifecycle.ts';

describe('a lifecycle', () => {
  it('closes what was opened in reverse, one after the other', async () => {
    const events: string[] = [];
    const lifecycle = createLifecycle();
    for (const name of ['network', 'database', 'bot']) {
      lifecycle.opened(async () => {
        events.push(`${name} closes`);
        await Promise.resolve();
        events.push(`${name} is closed`);
      });
    }
    await lifecycle.close();
    expect(events).toEqual([
      'bot closes',
      'bot is closed',
      'database closes',
      'database is closed',
      'network closes',
      'network is closed',
    ]);
  });

  it('closes the rest when one fails, and then says which failed first', async () => {
    const closed: string[] = [];
    const lifecycle = createLifecycle();
    lifecycle.opened(() => closed.push('network'));
    lifecycle.opened(() => Promise.reject(new Error('the database did not close')));
    lifecycle.opened(() => Promise.reject(new Error('the bot did not stop')));
    await expect(lifecycle.close()).rejects.toThrow('the bot did not stop');
    expect(closed).toEqual(['network']);
  });

  it('closes once, however often it is asked to', async () => {
    let closed = 0;
    const lifecycle = createLifecycle();
    lifecycle.opened(() => closed++);
    await Promise.all([lifecycle.close(), lifecycle.close()]);
    await lifecycle.close();
    expect(closed).toBe(1);
  });
});
