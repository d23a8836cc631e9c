import { readListedModels } from '../../../../src/providers/readings/listed-models.ts';
import { closestModel } from '../../../../src/usage/alerts/closest-model.ts';
import { openListedModels } from '../../../../src/usage/alerts/listed-models.ts';
import { AlertHistory, attempts, watched } from '../../../support/alert-facts.ts';
import { keepLogLines } from '../../../support/bot/log-lines.ts';
import { FakeClock } from '../../../support/clocks/fake-clock.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const MODELS = ['vendor/older-2', 'vendor/other'];
const OFFERED = ['vendor/older-3', 'vendor/older-10', 'vendor/other', 'else/thing'];
const denied = { status: 'invalid_request', reason: 'model_not_found', model: 'vendor/older-2', at: NOW };
const answered = { status: 'ok', reason: null, model: 'vendor/older-2', at: NOW };

function router(changes: Parameters<typeof watched>[0] = {}) {
  return watched({ id: 'router', defaultModel: 'vendor/older-2', models: MODELS, ...changes });
}

describe('a configured model', () => {
  it('that left its provider’s list is told of once, with the one to switch to, and when it is back', () => {
    const history = new AlertHistory();
    const listing = { offered: OFFERED, known: MODELS };
    expect(history.look(NOW, [router({ listing })])).toMatchObject([
      {
        type: 'model',
        change: 'gone',
        provider: 'router',
        model: 'vendor/older-2',
        replacement: 'vendor/older-10',
      },
    ]);
    expect(history.look(NOW, [router({ listing })])).toEqual([]);
    expect(history.look(NOW, [router()])).toEqual([]);
    const again = { offered: [...OFFERED, 'vendor/older-2'], known: MODELS };
    expect(history.look(NOW, [router({ listing: again })])).toMatchObject([
      { change: 'returned', model: 'vendor/older-2' },
    ]);
  });

  it('that the operator replaced is forgotten without a word', () => {
    const history = new AlertHistory();
    const listing = { offered: OFFERED, known: MODELS };
    history.look(NOW, [router({ listing })]);
    expect(history.look(NOW, [router({ models: ['vendor/other'], listing })])).toEqual([]);
    expect(history.episode('model/router/vendor/older-2')?.level).toBe('normal');
  });

  it('that its provider does not know is told of at the first answer that says so', () => {
    const history = new AlertHistory();
    const told = history.look(NOW, [router({ attempts: attempts(denied) })]);
    expect(told).toMatchObject([{ type: 'model', change: 'gone', replacement: null }]);
    expect(history.look(NOW, [router({ attempts: attempts(answered, denied) })])).toMatchObject([
      { change: 'returned' },
    ]);
  });

  it.each([
    ['was never listed, as an alias', router({ listing: { offered: OFFERED, known: ['vendor/other'] } })],
    ['is in a list that nobody has read yet', router({ listing: { offered: null, known: MODELS } })],
    [
      'still answers',
      router({ listing: { offered: OFFERED, known: MODELS }, attempts: attempts(answered, denied) }),
    ],
    ['is of a paused provider', router({ paused: true, listing: { offered: OFFERED, known: MODELS } })],
    ['failed for another reason', router({ attempts: attempts({ ...denied, reason: 'bad_request' }) })],
  ])('is no concern when it %s', (_, provider) => {
    expect(new AlertHistory().look(NOW, [provider])).toEqual([]);
  });
});

describe('the closest model', () => {
  it.each([
    ['gemini-3.5-flash', ['gemini-3.5-flash-lite', 'gemma-3'], 'gemini-3.5-flash-lite'],
    [
      'deepseek/deepseek-v3.2',
      ['deepseek/deepseek-v4', 'deepseek/deepseek-v3.3', 'x/y'],
      'deepseek/deepseek-v3.3',
    ],
    ['qwen/qwen3-32b', ['another/qwen3-32b-instruct'], 'another/qwen3-32b-instruct'],
    ['grok-4', ['grok-4.3', 'grok-4.10'], 'grok-4.10'],
    ['some', ['something'], null],
    ['mistral-small', ['llama', 'mini'], null],
    ['a', [], null],
  ])('to %s of %j is %s', (gone, offered, closest) => {
    expect(closestModel(gone, offered, [])).toBe(closest);
  });

  it('is none that is configured anyway', () => {
    expect(closestModel('grok-4', ['grok-4.3', 'grok-4.4'], ['grok-4.4'])).toBe('grok-4.3');
  });
});

describe('the names in a list of models', () => {
  it.each([
    [{ data: [{ id: 'a' }, { id: 'b' }, { id: 7 }] }, ['a', 'b']],
    [[{ id: 'a' }], ['a']],
    [{ models: [{ name: 'models/gemini-x' }] }, ['gemini-x']],
    [{ models: [{ name: 'models/gemini-x' }], nextPageToken: 'more' }, null],
    [{ models: [{ name: 'command' }], next_page_token: 'more' }, null],
    [{ data: [], has_more: false }, null],
    [{ data: [{ id: 'a' }], has_more: true }, null],
    ['text', null],
  ])('of %j are %j', (listing, names) => {
    expect(readListedModels(listing, 'router')).toEqual(names);
  });

  it('are remembered over a restart, as far as they are configured', async () => {
    const settings = new Map<string, { value: string; version: number }>();
    const store = {
      all: async () => settings,
      set: async (key: string, value: string) => void settings.set(key, { value, version: 1 }),
    };
    const { logger, lines } = keepLogLines();
    const first = await openListedModels({ store, clock: new FakeClock(), logger });
    expect(first.of('router')).toEqual({ offered: null, known: [] });
    await first.note('router', ['a', 'b', 'c'], ['a', 'x']);
    expect(lines).toEqual([]);
    await first.note('router', ['b'], ['a', 'x']);
    expect(lines).toEqual([]);
    await first.note('router', ['b', 'd'], ['a', 'x']);
    expect(lines).toMatchObject([{ level: 'info', provider: 'router', models: ['d'], count: 1 }]);
    expect(first.of('router')).toEqual({ offered: ['b', 'd'], known: ['a'] });
    const second = await openListedModels({ store, clock: new FakeClock(), logger });
    expect(second.of('router')).toEqual({ offered: null, known: ['a'] });
  });
});
