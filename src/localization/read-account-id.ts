import { normalizeWords } from './normalize-input.ts';

/** What people write before an id, and around it: `user 1001`, `ID: 1001`, «کاربر ۱۰۰۱», «شناسهٔ گروه», `(1001)`, `tg://user?id=1001`. */
const ID =
  /^((?:tg:\/\/user\?)?(?:(?:user|person|member|group|chat|channel|کاربر|شخص|فرد|گروه|کانال|شناسه|ایدی|آیدی) ?){0,2}(?:id)?) ?([:=#]*) ?[([<]?(-?[1-9]\d{0,15})[)\]>]?$/;

export interface TypedAccountId {
  id: bigint;
  /** A word or a sign says that it is an id, and no number of something else. */
  isNamed: boolean;
}

/** The id of a person, or of a group or channel (negative), as people type or copy it; `null` for anything else. */
export function readAccountId(text: string): TypedAccountId | null {
  const [, words = '', sign = '', number] = ID.exec(normalizeWords(text).replace(/ ?[.!?؟]+$/, '')) ?? [];
  if (number === undefined || !Number.isSafeInteger(Number(number))) return null;
  return { id: BigInt(number), isNamed: words !== '' || sign !== '' };
}

/** The username in `@name`, `t.me/name` or its link, as Telegram lets people choose one; `null` for anything else. */
export function readUsername(text: string): string | null {
  return /^(?:@|(?:https?:\/\/)?t\.me\/)([a-z]\w{3,31})$/i.exec(text.trim())?.[1] ?? null;
}
