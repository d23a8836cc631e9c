import type { Clock } from '../../../foundation/clock.ts';
import { bestEffortCall } from '../../api/best-effort-call.ts';
import { throttleLatest } from './throttle-latest.ts';
import { DraftRenderer } from '../../../markdown/render-draft.ts';

export interface Preview {
  /** Shows the Markdown that there is so far; returns at once. */
  push(markdown: string): void;
  /** Shows nothing more. Resolves when what is being shown has arrived. */
  stop(): Promise<void>;
}

export interface PreviewOptions {
  clock: Clock;
  /** The asker's, which decides the direction of an answer in two scripts. */
  language?: string;
  /** Shows a text in its place. */
  show: (text: string, parseMode?: 'HTML') => Promise<unknown>;
  /** Called whenever there is something to be seen. */
  onSeen: () => void;
  intervalMs: number;
  /** Shows an old text again after this time; `null` where it stays by itself. */
  renewMs: number | null;
}

/** An answer that is over by then is shown whole, at once. */
const FIRST_MS = 100;

/** An answer that is being written, as far as it is and as often as its place allows. */
export function createPreview({
  clock,
  language,
  show,
  onSeen,
  intervalMs,
  renewMs,
}: PreviewOptions): Preview {
  const draft = new DraftRenderer(language);
  return throttleLatest<string>({
    clock,
    show: async (markdown) => {
      const { html, plain } = draft.render(markdown);
      // So far there is nothing to be seen, such as the fence before some code.
      if (!html) return 0;
      // What was refused, or left out, is not on the output.
      return bestEffortCall(
        () => show(html, 'HTML').then(onSeen),
        () => show(plain).then(onSeen),
      );
    },
    firstMs: FIRST_MS,
    intervalMs,
    renewMs,
  });
}
