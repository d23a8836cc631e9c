import type { BotContext } from './context.ts';
import { isNotModified } from './is-not-modified.ts';

type EditOptions = Parameters<BotContext['editMessageText']>[1];

/** Changes the message of a pressed button. Whether it changed: pressed twice, it asks for the same again. */
export async function editInPlace(ctx: BotContext, text: string, options?: EditOptions): Promise<boolean> {
  try {
    await ctx.editMessageText(text, { link_preview_options: { is_disabled: true }, ...options });
    return true;
  } catch (error) {
    if (isNotModified(error)) return false;
    throw error;
  }
}
