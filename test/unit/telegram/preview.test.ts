import { setTimeout as delay } from 'node:timers/promises';
import { createPreview } from '../../../src/telegram/chat/output/preview.ts';

function startPreview(renewMs: number | null) {
  const shown: string[] = [];
  const show = async (text: string) => void shown.push(text);
  return { shown, preview: createPreview({ show, onSeen: () => undefined, intervalMs: 20, renewMs }) };
}

describe('the preview of an answer', () => {
  it('is shown again while its model says nothing new, before Telegram lets it vanish', async () => {
    const { shown, preview } = startPreview(60);
    preview.push('So far.');
    await delay(600);
    await preview.stop();
    expect(shown.length).toBeGreaterThan(2);
    expect(new Set(shown)).toEqual(new Set(['So far.']));
    const before = shown.length;
    await delay(150);
    expect(shown).toHaveLength(before);
  });

  it('is shown once where it stays by itself', async () => {
    const { shown, preview } = startPreview(null);
    preview.push('So far.');
    await delay(400);
    await preview.stop();
    expect(shown).toEqual(['So far.']);
  });
});
