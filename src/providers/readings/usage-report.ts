import type { TokenUsage } from '../contract/measurement.ts';
import { firstCount, tokenCount } from './token-count.ts';

/** The numbers of a usage object under the names of one vocabulary, each believable or `null`. */
export interface UsageReport {
  prompt: number | null;
  /** What tools or a cache added to the prompt, which some services count into it. */
  addedPrompt: number | null;
  completion: number | null;
  reasoning: number | null;
  cached: number | null;
  total: number | null;
  /** Whether the service documents reasoning as part of the completion or beside it; the total knows better. */
  reasoningIs: 'within' | 'beside';
}

/** A report in which nothing is said, for readers to fill in. */
export const emptyReport: UsageReport = {
  prompt: null,
  addedPrompt: null,
  completion: null,
  reasoning: null,
  cached: null,
  total: null,
  reasoningIs: 'within',
};

const FIELDS = ['prompt', 'addedPrompt', 'completion', 'reasoning', 'cached', 'total'] as const;

/** The newer report, field by field: an empty or zero field erases nothing that was measured before. */
export function mergeReports(earlier: UsageReport | null, later: UsageReport | null): UsageReport | null {
  if (!earlier || !later) return later ?? earlier;
  const merged = { ...later };
  for (const field of FIELDS) merged[field] = firstCount(later[field], earlier[field]);
  return merged;
}

/** Whether the report itself counts what the model wrote, rather than only implying it by a total. */
export function countsCompletion({ completion, reasoning }: UsageReport): boolean {
  return (completion ?? 0) + (reasoning ?? 0) > 0;
}

/**
 * The one place where a service's parts and its total become the ledger's numbers. What both readings of the parts
 * leave open the total decides; what the total has more than the parts is completion that the model thought with.
 * `null` when the report says nothing that can be believed.
 */
export function reconcileUsage(report: UsageReport): TokenUsage | null {
  const counts = report.prompt ? reconcileWithPrompt(report, report.prompt) : reconcileWithoutPrompt(report);
  if (!counts) return null;
  const { promptTokens, completionTokens, reasoningTokens } = counts;
  return {
    ...counts,
    completionTokens: tokenCount(completionTokens),
    cachedTokens: partOf(report.cached, promptTokens),
    reasoningTokens: partOf(reasoningTokens, completionTokens),
  };
}

type Counts = Omit<TokenUsage, 'cachedTokens'>;

function reconcileWithPrompt(report: UsageReport, prompt: number): Counts {
  const { total } = report;
  const completions = completionReadings(report);
  for (const promptTokens of promptReadings(report, prompt)) {
    const fitting = completions.find((completion) => promptTokens + completion === total);
    if (fitting !== undefined) return counts(promptTokens, fitting, reasoningWithin(report, fitting));
  }
  const listed = completions[0] ?? null;
  if (total === null || total < prompt + (listed ?? 0)) return counts(prompt, listed, report.reasoning);
  const completion = total - prompt;
  return counts(prompt, completion, reasoningWithin(report, completion));
}

/** Every request has a prompt, so that none or zero was not counted; the total may still tell it. */
function reconcileWithoutPrompt(report: UsageReport): Counts | null {
  const total = report.total ?? 0;
  const readings = completionReadings(report);
  const completion = readings.find((reading) => reading < total) ?? readings[0] ?? 0;
  if (completion > 0)
    return counts(total > completion ? total - completion : null, completion, report.reasoning);
  return total > 0 ? { ...counts(null, null, null), totalTokens: total } : null;
}

function counts(
  promptTokens: number | null,
  completionTokens: number | null,
  reasoning: number | null,
): Counts {
  return { promptTokens, completionTokens, reasoningTokens: reasoning };
}

/** The prompt holds what was added to it and what was cached, unless the total counts them beside it. */
function promptReadings({ addedPrompt, cached }: UsageReport, prompt: number): number[] {
  const isBeside = cached !== null && cached > prompt;
  return [prompt, prompt + (addedPrompt ?? 0), ...(isBeside ? [prompt + cached] : [])];
}

/** What the parts may mean, the documented meaning first; none when nothing is listed. */
function completionReadings({ completion, reasoning, reasoningIs }: UsageReport): number[] {
  if (completion === null) return reasoning ? [reasoning] : [];
  const beside = completion + (reasoning ?? 0);
  if ((reasoning ?? 0) > completion) return [beside];
  return reasoningIs === 'within' ? [completion, beside] : [beside, completion];
}

/** The reasoning in a completion of this size: what is listed, and what only the total counts. */
function reasoningWithin(report: UsageReport, size: number): number | null {
  const { completion, reasoning } = report;
  if (completion === null) return reasoning;
  if (completionReadings(report).includes(size)) return reasoning;
  const isWithin = report.reasoningIs === 'within' && (reasoning ?? 0) <= completion;
  const visible = isWithin ? completion - (reasoning ?? 0) : completion;
  return size - visible;
}

function partOf(part: number | null, whole: number | null): number | null {
  return part !== null && whole !== null && part > whole ? null : part;
}
