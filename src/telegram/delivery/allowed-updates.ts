/** The kinds of updates that the bot wants to be told of. */
export const ALLOWED_UPDATES = [
  'message',
  'callback_query',
  'my_chat_member',
  'stopped_message_generation',
] as const;
