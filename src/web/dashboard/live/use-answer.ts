import { useEffect, useState } from 'react';
import { ApiError } from './api-error.ts';

/** Asks the server for something that only a part of the page shows, as it is at a moment. */
export type Ask<Answer> = (moment: number) => Promise<Answer | ApiError>;

export interface Answered<Answer> {
  /** The last that is known; `null` while nothing is. */
  answer: Answer | null;
  /** The last try failed. */
  failed: boolean;
}

interface State<Answer> extends Answered<Answer> {
  ask: Ask<Answer> | null;
}

const NOTHING = { answer: null, failed: false };

/** What the server answers, asked anew with every `moment`; nothing is asked while `ask` is `null`. */
export function useAnswer<Answer>(ask: Ask<Answer> | null, moment: number): Answered<Answer> {
  const [state, setState] = useState<State<Answer>>({ ask: null, ...NOTHING });
  useEffect(() => {
    if (!ask) return undefined;
    let over = false;
    const look = async () => {
      const found = await ask(moment);
      if (!over) setState((before) => after(before, ask, found));
    };
    void look();
    return () => {
      over = true;
    };
  }, [ask, moment]);
  return state.ask === ask ? state : NOTHING;
}

/** A failure leaves what the same question was answered before. */
function after<Answer>(before: State<Answer>, ask: Ask<Answer>, found: Answer | ApiError): State<Answer> {
  if (!(found instanceof ApiError)) return { ask, answer: found, failed: false };
  return { ask, answer: before.ask === ask ? before.answer : null, failed: true };
}
