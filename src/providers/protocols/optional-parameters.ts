import type { ProviderError } from '../contract/provider-error.ts';

/** The parameters that not every service takes, and which models of this one have refused some. */
export interface OptionalParameters {
  /** Those that the model refuses, as far as is known. */
  refusedBy(model: string): ReadonlySet<string>;
  /** The model took the request as it was sent. */
  accepted(model: string): void;
  /** The failure of a request; one that refuses a parameter may be repeated, which then goes without it. */
  judge(model: string, failed: ProviderError, body: string): ProviderError;
}

const LONGEST_BODY = 4_000;

/** What is known of one model. */
interface Known {
  refused: Set<string>;
  /** The parameter that is left out on suspicion. */
  suspect: string | null;
  /** A request was answered, or suspecting a parameter helped nothing: what follows has another cause. */
  isSettled: boolean;
}

/** A refusal names these only where they are not known; a limit is also named where its number is too large. */
const UNKNOWN_WORDS =
  /unsupported|not supported|unknown|unrecogni[sz]ed|not permitted|forbidden|max_completion_tokens/i;

/** Not named as itself: the templates of Gemma 1 and 2 and of early Mistral models know no instruction. */
export const SYSTEM_ROLE = 'system_role';
/** vLLM (vllm-project/vllm#2964) with 400, others with 424 (predibase/lorax#215) or 500 (sgl-project/sglang#892). */
const NO_SYSTEM =
  /\bsystem\b.{0,10}\brole\b.{0,10}\bnot supported|\brole\b.{0,10}\bsystem\b.{0,10}\bnot supported|(?<!message, )\bconversation roles must alternate user\/assistant/i;

const REFUSALS: ReadonlySet<number | null> = new Set([400, 422]);
const REFUSALS_OF_TEMPLATES: ReadonlySet<number | null> = new Set([...REFUSALS, 424, 500]);

/** Left out on suspicion: the one that older servers refuse without naming it. */
const USUAL_SUSPECT = 'stream_options';

/**
 * Remembers what each model refused of `names`. Mistral refused `stream_options` with 422 (dnakov/anon-kode#53), OpenAI's
 * reasoning models `max_tokens` with 400. A refusal that names nothing is tried once without `stream_options`.
 */
export function createOptionalParameters(names: readonly string[]): OptionalParameters {
  const models = new Map<string, Known>();
  const knownOf = (model: string): Known => {
    const known = models.get(model) ?? { refused: new Set(), suspect: null, isSettled: false };
    models.set(model, known);
    return known;
  };
  return {
    refusedBy: (model) => knownOf(model).refused,
    accepted: (model) => void Object.assign(knownOf(model), { suspect: null, isSettled: true }),
    judge: (model, failed, body) => {
      const known = knownOf(model);
      const named = names.filter((name) => !known.refused.has(name) && isRefused(name, failed, body));
      for (const name of named) known.refused.add(name);
      if (named.length > 0) return failed.repeatable();
      return failed.isUnknown && REFUSALS.has(failed.httpStatus) ? suspect(known, failed) : failed;
    },
  };
}

function suspect(known: Known, failed: ProviderError): ProviderError {
  // Without it the request was refused as well: it was not to blame.
  if (known.suspect) known.refused.delete(known.suspect);
  const isFirst = known.suspect === null && !known.isSettled && !known.refused.has(USUAL_SUSPECT);
  if (isFirst) known.refused.add(USUAL_SUSPECT);
  Object.assign(known, { suspect: isFirst ? USUAL_SUSPECT : null, isSettled: !isFirst });
  return isFirst ? failed.repeatable() : failed;
}

function isRefused(name: string, { httpStatus }: ProviderError, body: string): boolean {
  if (name === SYSTEM_ROLE)
    return REFUSALS_OF_TEMPLATES.has(httpStatus) && NO_SYSTEM.test(body.slice(0, LONGEST_BODY));
  if (!REFUSALS.has(httpStatus)) return false;
  const isNamed = new RegExp(String.raw`(?<!\w)${name}(?!\w)`).test(body);
  return isNamed && (name !== 'max_tokens' || UNKNOWN_WORDS.test(body));
}
