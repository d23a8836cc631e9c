import type { RecentRequest } from '../../../src/web/dashboard/live/api-types.ts';
import { mergeRequests } from '../../../src/web/dashboard/live/merge-requests.ts';

/** Requests with these numbers, each made at the second of its number. */
function requests(...numbers: number[]): RecentRequest[] {
  return numbers.map((number) => request(number, 'ok'));
}

function request(number: number, status: string): RecentRequest {
  const createdAt = new Date(number * 1_000).toISOString();
  const nothing = {
    user: null,
    group: null,
    totalTokens: null,
    costUsd: null,
    costSource: null,
    latencyMs: null,
  };
  const id = String(number).padStart(4, '0');
  return { id, createdAt, provider: 'groq', model: 'm', actionType: 'Chat', status, ...nothing };
}

const numbersOf = (list: readonly RecentRequest[]) => list.map(({ id }) => Number(id));

describe('the newest page of requests and older ones', () => {
  it('are one list without a request twice', () => {
    expect(numbersOf(mergeRequests(requests(5, 4, 3), requests(5, 4, 3, 2, 1)))).toEqual([5, 4, 3, 2, 1]);
    expect(numbersOf(mergeRequests(requests(7, 6, 5), requests(5, 4, 3, 2, 1)))).toEqual([
      7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  it('tell of a request how it ended', () => {
    const merged = mergeRequests(
      [request(2, 'ok'), request(1, 'ok')],
      [request(2, 'pending'), request(1, 'ok')],
    );
    expect(merged.map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  it('hide no gap where more came than a page holds', () => {
    expect(numbersOf(mergeRequests(requests(9, 8, 7), requests(5, 4, 3)))).toEqual([9, 8, 7]);
  });

  it('lose what was deleted meanwhile, such as by the clean-up', () => {
    expect(numbersOf(mergeRequests(requests(5, 3), requests(5, 4, 3, 2)))).toEqual([5, 3, 2]);
    expect(mergeRequests([], requests(2, 1))).toEqual([]);
  });
});
