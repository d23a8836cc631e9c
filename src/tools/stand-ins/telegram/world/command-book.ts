import type { BotCommand, BotCommandScope } from 'grammy/types';

interface Place {
  chatId: number;
  chatType: 'private' | 'group' | 'supergroup';
  userId: number;
  languageCode: string;
}

/** Command lists by scope and language, which of them a person sees, and how the bot describes itself. */
export class CommandBook {
  readonly #lists = new Map<string, BotCommand[]>();
  readonly menuButtons = new Map<number, object>();
  /** The bot's descriptions by kind and language. */
  readonly profile = new Map<string, string>();

  set(scope: BotCommandScope, languageCode: string, commands: BotCommand[]): void {
    this.#lists.set(keyOf(scope, languageCode), commands);
  }

  get(scope: BotCommandScope, languageCode: string): BotCommand[] {
    return this.#lists.get(keyOf(scope, languageCode)) ?? [];
  }

  delete(scope: BotCommandScope, languageCode: string): void {
    this.#lists.delete(keyOf(scope, languageCode));
  }

  /**
   * The first matching list in Telegram's order: narrower scopes first, the person's language before none.
   */
  visibleTo(place: Place): BotCommand[] {
    for (const scope of scopesOf(place)) {
      for (const languageCode of [place.languageCode, '']) {
        const commands = this.get(scope, languageCode);
        if (commands.length > 0) return commands;
      }
    }
    return [];
  }
}

function scopesOf({ chatId, chatType, userId }: Place): BotCommandScope[] {
  const chat: BotCommandScope = { type: 'chat', chat_id: chatId };
  if (chatType === 'private') return [chat, { type: 'all_private_chats' }, { type: 'default' }];
  const member: BotCommandScope = { type: 'chat_member', chat_id: chatId, user_id: userId };
  return [member, chat, { type: 'all_group_chats' }, { type: 'default' }];
}

function keyOf(scope: BotCommandScope, languageCode: string): string {
  const chatId = 'chat_id' in scope ? String(scope.chat_id) : '';
  const userId = 'user_id' in scope ? String(scope.user_id) : '';
  return `${scope.type}|${chatId}|${userId}|${languageCode}`;
}
