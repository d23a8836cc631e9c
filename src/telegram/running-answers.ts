import { randomInt } from 'node:crypto';

export interface RunningAnswer {
  /** Names it in a draft or a stop button. */
  id: number;
  /** Aborted when somebody stops the answer. */
  stopped: AbortSignal;
  end(): void;
}

export interface RunningAnswers {
  begin(chatId: number, personId: number): RunningAnswer;
  /** Stops an answer; `personId` is `null` where Telegram vouches for who asked. */
  stop(chatId: number, id: number, personId: number | null): 'stopped' | 'over' | 'not_yours';
}

/** The answers that are being written here, for those who want to stop theirs. */
export function createRunningAnswers(): RunningAnswers {
  const running = new Map<string, { personId: number; controller: AbortController }>();
  return {
    begin: (chatId, personId) => {
      const id = randomInt(1, 2 ** 31 - 1);
      const controller = new AbortController();
      const key = `${chatId}:${id}`;
      running.set(key, { personId, controller });
      return { id, stopped: controller.signal, end: () => void running.delete(key) };
    },
    stop: (chatId, id, personId) => {
      const answer = running.get(`${chatId}:${id}`);
      if (!answer) return 'over';
      if (personId !== null && personId !== answer.personId) return 'not_yours';
      answer.controller.abort();
      return 'stopped';
    },
  };
}
