import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';

export interface ChatPageOptions {
  telegram: TelegramStandIn;
  /** Default: any free port. */
  port?: number;
  /** The people to choose from. */
  people: readonly ChatPagePerson[];
  groups?: readonly { id: number; title: string }[];
  /** The page's language, until somebody chooses another one there. Default `en`. */
  locale?: 'en' | 'fa';
  /** Sends the scheduled report now; without it the page does not offer that. */
  sendReport?: () => Promise<void>;
}

export interface ChatPagePerson {
  id: number;
  name: string;
  languageCode?: 'en' | 'fa';
  role?: 'user' | 'stranger' | 'admin';
}

/** A page that is served. */
export interface RunningChatPage extends ChatPageOptions {
  /** Tells a page that its demo was started anew, with nothing of what it shows. */
  run: string;
}
