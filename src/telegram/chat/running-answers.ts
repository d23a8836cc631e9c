import { randomInt } from 'node:crypto';

export interface RunningAnswer {
  /** Names it in a draft or a stop button. */
  id: number;
  /** Aborted when somebody stops the answer, or the program ends. */
  stopped: AbortSignal;
  /** Whether it was a person who stopped it. */
  isStopped(): boolean;
  end(): void;
}

export interface RunningAnswers {
  begin(chatId: number, personId: number): RunningAnswer;
  /** Whose answer it is; `null` when it is over. */
  ownerOf(chatId: number, id: number): number | null;
  stop(chatId: number, id: number): void;
}

interface Running {
  personId: number;
  controller: AbortController;
  isStopped: boolean;
}

/** The answers that are being written here, for those who want to stop theirs. All end with the program. */
export function createRunningAnswers(shutdown: AbortSignal): RunningAnswers {
  // Each answer ends, and is then not here any more.
  const running = new Map<string, Running>();
  // One listener for all: on Node 20 each signal that is joined to a long-lived one leaves something there.
  shutdown.addEventListener('abort', () => {
    for (const { controller } of running.values()) controller.abort();
  });
  return {
    begin: (chatId, personId) => {
      const id = randomInt(1, 2 ** 31 - 1);
      const answer: Running = { personId, controller: new AbortController(), isStopped: false };
      if (shutdown.aborted) answer.controller.abort();
      const key = `${chatId}:${id}`;
      running.set(key, answer);
      return {
        id,
        stopped: answer.controller.signal,
        isStopped: () => answer.isStopped,
        end: () => void running.delete(key),
      };
    },
    ownerOf: (chatId, id) => running.get(`${chatId}:${id}`)?.personId ?? null,
    stop: (chatId, id) => {
      const answer = running.get(`${chatId}:${id}`);
      if (!answer) return;
      answer.isStopped = true;
      answer.controller.abort();
    },
  };
}
