import { ProviderError } from '../../contract/provider-error.ts';
import { asRecord } from '../../contract/as-record.ts';

/** The parameter that asks for reasoning apart from the text, and whether a model takes it. */
export interface ReasoningFormat {
  /** What to add to the request for this model. */
  optionsFor(model: string): { reasoning_format?: 'parsed' };
  /** The failure of a request; one that refuses the parameter may be repeated, which then goes without it. */
  judge(model: string, thrown: unknown, failed: ProviderError): ProviderError;
}

/**
 * Asks the models that `writesTags` matches for their reasoning in a field of its own. Groq and Cerebras write it
 * into the text of Qwen's answers unless told otherwise (https://console.groq.com/docs/reasoning,
 * https://inference-docs.cerebras.ai/capabilities/reasoning), and refuse the parameter with 400 for models that do
 * not reason (0xPlaygrounds/rig#1134). Which ones do no list of models says, so that a refusal is remembered.
 */
export function createReasoningFormat(writesTags: RegExp): ReasoningFormat {
  const refusing = new Set<string>();
  return {
    optionsFor: (model) =>
      writesTags.test(model) && !refusing.has(model) ? { reasoning_format: 'parsed' } : {},
    judge: (model, thrown, failed) => {
      if (failed.httpStatus !== 400 || refusing.has(model) || !namesParameter(thrown)) return failed;
      refusing.add(model);
      return failed.repeatable();
    },
  };
}

// The SDKs put the whole body, as JSON, into the message.
function namesParameter(thrown: unknown): boolean {
  return String(asRecord(thrown)['message']).slice(0, 2_000).includes('reasoning_format');
}
