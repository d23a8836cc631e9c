import { systemClock } from '../../../../src/foundation/clock.ts';
import { moneyTopic } from '../../../../src/telegram/admin/settings/money-topic.ts';
import {
  CANCEL_DATA,
  createSettingDialog,
  type OpenQuestion,
} from '../../../../src/telegram/admin/settings/setting-dialog.ts';
import type { BotContext } from '../../../../src/telegram/messages/context.ts';
import { loadLanguages } from '../../../../src/telegram/people/languages.ts';

const { en } = loadLanguages('en', 'UTC', (problem) => {
  throw new Error(problem);
});
/** Words that cancel, of other meanings, and a name that is another's id. */
const IDS = [
  'stop',
  'back',
  'no',
  'exit',
  'quit',
  'abort',
  'cancel',
  'nothing',
  'nvm',
  'default',
  'everyone',
];
const topic = {
  ...moneyTopic({
    settings: {} as never,
    providers: [...IDS.map((id) => ({ id, name: `Provider ${id}` })), { id: 'other', name: 'stop' }],
    readNames: () => Promise.resolve(new Map()),
    defaults: { userDaily: 0n, groupDaily: 0n, monthly: 0n, providerMonthly: new Map() },
  }),
  read: () => Promise.resolve(null),
  button: () => 'menu',
};
const dialog = createSettingDialog({
  topics: [topic],
  actions: { last: () => Promise.resolve(null) },
  readNames: () => Promise.resolve(new Map()),
});

function contextOf(update: object): BotContext {
  return {
    ...en,
    locale: 'en',
    clock: systemClock,
    chat: { id: 1, type: 'private' },
    answerCallbackQuery: () => Promise.resolve(true),
    reply: () => Promise.resolve({ message_id: 2 }),
    ...update,
  } as unknown as BotContext;
}

const open: OpenQuestion = { topic: 'money', subject: null, seen: null, messageId: 1 };
const press = (data: string) => dialog.answer(contextOf({ callbackQuery: { data } }), open);

describe('a question of /settings', () => {
  it.each(IDS)('takes the button of the provider %s for that provider', async (id) => {
    expect(await press(`set:${id}`)).toMatchObject({ subject: `provider/${id}` });
  });

  it('is cancelled by its own button, and by a word that is typed', async () => {
    expect(await press(CANCEL_DATA)).toBeNull();
    expect(await dialog.answer(contextOf({ message: { text: 'cancel' } }), open)).toBeNull();
  });
});
