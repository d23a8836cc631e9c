import type { Ending } from '../contract/ending.ts';
import { failureFor } from '../contract/verdict.ts';

/** What a service may call the ending of an answer, in the words of its documentation and in lower case. */
export type KnownEndings = Readonly<Record<string, Ending>>;

export const whole: Ending = { type: 'complete' };
export const outOfLength: Ending = { type: 'length' };
export const refused = failureFor('refused', 'the request was refused');
/** Peculiar to one provider: others know the text or the language (hermes-agent#33883, epam/ai-dial-adapter-vertexai#85). */
export const refusedHere = failureFor('refused_here', 'the answer was withheld, as only this provider does');
export const calledTool = failureFor('tool_call', 'the model called a tool that it was not given');

/** The names of one ending. */
export function endings(ending: Ending, ...names: readonly string[]): KnownEndings {
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), ending]));
}

/**
 * The ending that a service named, or `null` while it named none. Only what is known to end an answer well does: any
 * other word means that the answer broke off. Gateways change the case of the words that they pass on.
 */
export function readEnding(named: unknown, known: KnownEndings): Ending | null {
  if (typeof named !== 'string' || NONE.test(named)) return null;
  const name = named.toLowerCase();
  return endingOf(name, known) ?? qualifiedEnding(name, known) ?? brokenOff(named);
}

/** Alibaba's own protocol says so in a word with every chunk, Google's with its enumeration's zero. */
const NONE = /^(?:|null|none|(?:finish_reason_)?unspecified)$/i;

function endingOf(name: string, known: KnownEndings): Ending | null {
  return Object.hasOwn(known, name) ? (known[name] ?? null) : null;
}

/** Google's endpoint with OpenAI's protocol adds its own name: `content_filter: RECITATION`. Nothing ends well that way. */
function qualifiedEnding(name: string, known: KnownEndings): Ending | null {
  const [kind = '', detail = ''] = name.split(/:\s*/, 2);
  return (
    [detail, kind].map((word) => endingOf(word, known)).find((ending) => ending?.type === 'failed') ?? null
  );
}

function brokenOff(named: string): Ending {
  // Anything but a plain word may quote the answer.
  const word = /^[\w .-]{1,40}$/.test(named) ? named : 'an unknown ending';
  return failureFor('broken', `the answer broke off with ${word}`);
}
