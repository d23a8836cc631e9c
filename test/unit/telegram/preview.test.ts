import { createPreview } from '../../../src/telegram/chat/output/preview.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const FIRST_MS = 100;
const INTERVAL_MS = 800;

function startPreview(renewMs: number | null) {
  const clock = new FakeClock();
  const shown: { at: number; text: string }[] = [];
  const show = async (text: string) => void shown.push({ at: clock.monotonicMs(), text });
  const preview = createPreview({ clock, show, onSeen: () => undefined, intervalMs: INTERVAL_MS, renewMs });
  return { clock, shown, preview };
}

describe('the preview of an answer', () => {
  it('leaves out an answer that is over before its first words would be shown', async () => {
    const { clock, shown, preview } = startPreview(null);
    preview.push('Short.');
    await clock.advance(FIRST_MS - 1);
    await preview.stop();
    await clock.advance(10_000);
    expect(shown).toEqual([]);
  });

  it('shows the newest words at its interval, and no faster', async () => {
    const { clock, shown, preview } = startPreview(null);
    for (let word = 1; word <= 20; word++) {
      preview.push(`word ${word}`);
      await clock.advance(100);
    }
    await preview.stop();
    expect(shown).toEqual([
      { at: FIRST_MS, text: 'word 1' },
      { at: FIRST_MS + INTERVAL_MS, text: 'word 9' },
      { at: FIRST_MS + 2 * INTERVAL_MS, text: 'word 17' },
    ]);
  });

  it('is shown again while its model says nothing new, before Telegram lets it vanish', async () => {
    const { clock, shown, preview } = startPreview(20_000);
    preview.push('So far.');
    await clock.advance(60_000);
    expect(shown.map(({ at }) => at)).toEqual([100, 20_100, 40_100]);
    await preview.stop();
    await clock.advance(60_000);
    expect(shown).toHaveLength(3);
    expect(clock.pending).toBe(0);
  });

  it('is shown once where it stays by itself', async () => {
    const { clock, shown, preview } = startPreview(null);
    preview.push('So far.');
    await clock.advance(60_000);
    expect(shown).toHaveLength(1);
  });
});
