import type { Context } from 'grammy';
import type { Chat, User } from 'grammy/types';

/** Who asks, and who pays for it. */
export interface Sender {
  user: User;
  account: User;
}

/** Those that Telegram names as sender, for old programs, when somebody writes in the name of a chat. */
const STAND_INS: ReadonlySet<number> = new Set([777_000, 1_087_968_824, 136_817_688]);

/**
 * Who asks: a person, or the group or channel in whose name somebody writes, which is all that Telegram tells of them
 * (tdlib/td#1221: where there is a `sender_chat`, it is the sender). That costs the group in which they write: one person
 * may write in the name of many channels, and the anonymous admins of all groups have one id. `null` for bots, and for a
 * channel's post that Telegram itself put into its discussion group.
 */
export function senderOf({ from, message, chat }: Pick<Context, 'from' | 'message' | 'chat'>): Sender | null {
  if (!from || message?.is_automatic_forward) return null;
  const name = message?.sender_chat ?? (STAND_INS.has(from.id) ? chat : undefined);
  if (name) return { user: asPerson(name), account: asPerson(chat ?? name) };
  return from.is_bot ? null : { user: from, account: from };
}

function asPerson({ id, title = '', username }: Chat): User {
  return { id, is_bot: false, first_name: title, username };
}
