import { createConversationMemory, fitTurns } from '../../../src/chat/conversation-memory.ts';
import { createConversationStore, type Turn } from '../../../src/database/people/conversation-store.ts';
import { estimateTokens, maximumTokens } from '../../../src/usage/ledger/estimate-tokens.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

/** Turns of ten estimated tokens each, of a person and of the bot in turn. */
function turns(count: number): Turn[] {
  return Array.from({ length: count }, (_, index) => ({
    role: index % 2 ? 'assistant' : 'user',
    content: String(index).padStart(40, '.'),
  }));
}

describe('what is remembered', () => {
  it.each([
    ['one token less than two exchanges', 39, 2],
    ['exactly two exchanges', 40, 4],
    ['one token more', 41, 4],
  ])('fits the budget: %s', (_, maxTokens, kept) => {
    expect(fitTurns(turns(6), maxTokens)).toEqual(turns(6).slice(-kept));
  });

  it('begins with a person, whatever is cut', () => {
    expect(fitTurns(turns(6), 30).map(({ role }) => role)).toEqual(['user', 'assistant']);
  });

  // It was nothing at all once, so that "continue" after a long answer reached a model that knew of neither.
  it('is the last exchange at least, its answer from the end and its question from both ends', () => {
    const asked: Turn = { role: 'user', content: `first ${'q'.repeat(4_000)} last` };
    const answered: Turn = { role: 'assistant', content: `begin ${'a'.repeat(40_000)} end` };
    const [question, answer] = fitTurns([...turns(4), asked, answered], 300);
    expect(question).toMatchObject({
      role: 'user',
      content: expect.stringMatching(/^first q+\[…\]q+ last$/),
    });
    expect(answer).toMatchObject({ role: 'assistant', content: expect.stringMatching(/^\[…\]a+ end$/) });
    const used = [question, answer].map((turn) => estimateTokens(turn?.content ?? ''));
    expect(used).toEqual([100, 200]);
  });

  it('shortens only what is too long of the last exchange', () => {
    const short: Turn = { role: 'user', content: 'short?' };
    const long: Turn = { role: 'assistant', content: 'a'.repeat(4_000) };
    expect(fitTurns([short, long], 100)[0]).toEqual(short);
    const brief: Turn = { role: 'assistant', content: 'Brief.' };
    const [question, answer] = fitTurns([{ role: 'user', content: 'q'.repeat(4_000) }, brief], 100);
    expect(answer).toEqual(brief);
    expect(estimateTokens(question?.content ?? '')).toBe(98);
  });

  it('is cut between characters', () => {
    for (const shift of ['', 'x', 'xx', 'xxx']) {
      const content = shift + '👋'.repeat(1_000);
      const kept = fitTurns(
        [
          { role: 'user', content },
          { role: 'assistant', content },
        ],
        100,
      );
      for (const turn of kept) expect(turn.content.isWellFormed()).toBe(true);
      expect(kept).toHaveLength(2);
    }
  });

  it('has no hole where one turn is too long', () => {
    const [first, , third, fourth] = turns(4);
    const long: Turn = { role: 'assistant', content: 'x'.repeat(4_000) };
    expect(
      fitTurns(
        [first, long, third, fourth].filter((turn) => turn !== undefined),
        100,
      ),
    ).toEqual([third, fourth]);
  });

  it('is nothing of nothing', () => {
    expect(fitTurns([], 100)).toEqual([]);
  });
});

describe('an estimate of tokens', () => {
  it.each([
    ['', 0],
    ['four', 1],
    ['five!', 2],
    ['سلام', 2],
    ['hi سلام', 3],
  ])('of "%s" is %d', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it('is never above what a prompt can have at most', () => {
    for (const text of ['', 'four', 'سلام', '👋🏽', '中文'])
      expect(estimateTokens(text)).toBeLessThan(maximumTokens([text]));
  });
});

describeOnEachEngine('the memory of a conversation', (engine) => {
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock('2026-11-21T12:00:00Z');
  const turn = (number: number, askedAt = clock.monotonicMs()) => ({
    question: `question ${number}`,
    answer: `answer ${number}`,
    askedAt,
  });

  it('recalls the last exchanges and forgets them when told', async () => {
    const memory = createConversationMemory({
      store: createConversationStore(database()),
      clock,
      maxTurns: 4,
      maxTokens: 1_000,
    });
    for (const number of [1, 2, 3]) await memory.remember('chat:1', turn(number));
    const contents = (await memory.recall('chat:1')).map(({ content }) => content);
    expect(contents).toEqual(['question 2', 'answer 2', 'question 3', 'answer 3']);
    await memory.forget('chat:1');
    expect(await memory.recall('chat:1')).toEqual([]);
    const before = clock.monotonicMs();
    clock.advance(1);
    await memory.forgetAll('chat:');
    await memory.remember('chat:1', turn(4, before));
    expect(await memory.recall('chat:1')).toEqual([]);
    await memory.remember('chat:1', turn(5));
    expect(await memory.recall('chat:1')).toHaveLength(2);
  });
});
