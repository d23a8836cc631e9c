import type { UserFromGetMe } from 'grammy/types';

export interface BotUserOptions {
  botName?: string;
  botUsername?: string;
  /** In privacy mode the bot sees only group messages meant for it. Default false. */
  privacyMode?: boolean;
}

/** The bot as `getMe` describes it. */
export function botUser(token: string, options: BotUserOptions): UserFromGetMe {
  return {
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: options.botName ?? 'Ledger',
    username: options.botUsername ?? 'ledger_demo_bot',
    can_join_groups: true,
    can_read_all_group_messages: !options.privacyMode,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}
