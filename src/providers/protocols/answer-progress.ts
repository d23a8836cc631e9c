import type { Clock } from '../../foundation/clock.ts';
import { failure, type Ending } from '../contract/ending.ts';
import type { FailureReason } from '../contract/ending.ts';
import { failureFor } from '../contract/verdict.ts';
import { calledTool } from './read-ending.ts';
import type { Counted, Measurement, RateLimitSnapshot } from '../contract/measurement.ts';
import {
  countsCompletion,
  mergeReports,
  reconcileUsage,
  type UsageReport,
} from '../readings/usage-report.ts';
import { AnswerFilter } from './reasoning/answer-filter.ts';
import type { Filtered } from './reasoning/reasoning-filter.ts';

export interface Message {
  text: string | null;
  reasoning: string | null;
}

/** What one chunk of a stream adds to the answer. */
export interface AnswerPart {
  /** Text of the answer, in which reasoning may still be marked by tags. */
  text?: string | null;
  /** Reasoning that the service keeps apart from the text. */
  reasoning?: string | null;
  /** Words of a message that is no piece of one; after pieces it says all of them again. */
  message?: Message | null;
  ending?: Ending | null;
  usage?: UsageReport | null;
  /** US dollars that the answer has cost so far, where the service names them. */
  reportedUsd?: number | null;
  /** The model that answers, as the provider names it. */
  model?: string | null;
  /** Text follows an ending within the part. */
  wentOn?: boolean;
  /** The model calls a tool, whatever it calls the ending. */
  callsTool?: boolean;
}

/** Failures with which a model ends its own work. */
const WORK: ReadonlySet<FailureReason> = new Set(['broken', 'tool_call']);
/** Ten times what the largest output limit of any model allows: a server that goes on is not answering. */
const LONGEST = 4_000_000;

/** All that has arrived of one answer, with its reasoning taken apart. */
export class AnswerProgress {
  rateLimits: RateLimitSnapshot | null = null;
  /** The source's stream has ended by itself. */
  isOver = false;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #filter = new AnswerFilter();
  #lastAt: number;
  #chunks = 0;
  #text = '';
  #reasoning = '';
  /** What has come piece by piece. */
  readonly #inPieces = { text: false, reasoning: false };
  #ending: Ending | null = null;
  /** Text came after an ending, so that an ending does not tell whether the answer is whole. */
  #wentOn = false;
  #callsTool = false;
  #usage: UsageReport | null = null;
  #model: string | null = null;
  #reportedUsd: number | null = null;
  #counted: Counted = { text: 0, reasoning: 0 };
  #isUsageFinal = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.monotonicMs();
    this.#lastAt = this.#startedAt;
  }

  /** Whether anything of the answer has arrived. */
  get hasBegun(): boolean {
    return this.#chunks > 0;
  }

  /** Whether more arrived than any model can have written. */
  get isEndless(): boolean {
    return this.#text.length + this.#reasoning.length > LONGEST;
  }

  /** Whether the model said that its answer ends well, and kept to it. */
  get isEnded(): boolean {
    return this.#ending !== null && this.#ending.type !== 'failed' && !this.#wentOn;
  }

  /** Whether the last thing that arrived was no failure, and an ending arrived at all. */
  get mayEndSilently(): boolean {
    return this.#ending !== null && this.#ending.type !== 'failed';
  }

  /** Notes a part; what it adds to the text that people see is returned. */
  note(part: AnswerPart): Filtered {
    const { text, reasoning } = this.#newOf(part);
    const { ending, usage, reportedUsd, model, wentOn, callsTool } = part;
    this.#chunks++;
    this.#model = model ?? this.#model;
    this.#lastAt = this.#clock.monotonicMs();
    if (wentOn || (text && this.#ending)) this.#wentOn = true;
    if (callsTool) this.#callsTool = true;
    this.#reasoning += reasoning ?? '';
    const added = this.#add(text ? this.#filter.push(text) : null);
    // A failure is not undone by what a gateway says after it.
    if (ending && this.#ending?.type !== 'failed') this.#ending = ending;
    if (usage) this.#noteUsage(usage);
    this.#reportedUsd = reportedUsd ?? this.#reportedUsd;
    return added;
  }

  /** Notes the end of the stream; what the filter had held back is returned. */
  end(): Filtered {
    return this.#add(this.#filter.end());
  }

  /** How the answer ended, as far as it arrived. */
  ending(): Ending {
    if (this.#chunks === 0) return failure('unavailable', 'bad_response', 'the response held no answer');
    if (this.#ending === null) return failure('unavailable', 'truncated', 'the answer was cut off');
    if (this.#text.trim() !== '' || !isWork(this.#ending)) return this.#ending;
    if (this.#callsTool) return calledTool;
    return this.#ending.type === 'length'
      ? failureFor('out_of_room', 'nothing but reasoning fitted into the output limit')
      : nothingSaid(this.#ending);
  }

  /** What the call used; `isWaiting` when it only waited since the last chunk. */
  measure(isWaiting: boolean): Measurement {
    const endedAt = isWaiting ? this.#lastAt : this.#clock.monotonicMs();
    return {
      usage: this.#usage && reconcileUsage(this.#usage),
      audioSeconds: null,
      rateLimits: this.rateLimits,
      receivedText: this.#text,
      receivedReasoning: this.#reasoning,
      answeredModel: this.#model,
      reportedUsd: this.#reportedUsd,
      counted: this.#isUsageFinal || this.#isAllCounted() ? null : this.#counted,
      hasEnded: isWork(this.#ending),
      latencyMs: endedAt - this.#startedAt,
    };
  }

  /** What a part adds: a message only repeats what has come in pieces. */
  #newOf({ text, reasoning, message }: AnswerPart): Message {
    this.#inPieces.text ||= Boolean(text);
    this.#inPieces.reasoning ||= Boolean(reasoning);
    return {
      text: (this.#inPieces.text ? text : message?.text) ?? null,
      reasoning: (this.#inPieces.reasoning ? reasoning : message?.reasoning) ?? null,
    };
  }

  #add(added: Filtered | null): Filtered {
    if (!added) return { text: '', reasoning: '', retracts: false };
    if (added.callsTool) this.#callsTool = true;
    if (added.retracts) {
      this.#reasoning += this.#text;
      this.#text = '';
      this.#counted = { text: 0, reasoning: this.#counted.reasoning + this.#counted.text };
    }
    this.#text += added.text;
    this.#reasoning += added.reasoning;
    return added;
  }

  #noteUsage(usage: UsageReport): void {
    this.#usage = mergeReports(this.#usage, usage);
    if (this.#ending) this.#isUsageFinal = true;
    if (countsCompletion(usage))
      this.#counted = { text: this.#text.length, reasoning: this.#reasoning.length };
  }

  #isAllCounted(): boolean {
    const { text, reasoning } = this.#counted;
    return text === this.#text.length && reasoning === this.#reasoning.length && text + reasoning > 0;
  }
}

/** Whether a model that ended so has worked; a refused prompt and a broken server may have cost nothing. */
function isWork(ending: Ending | null): boolean {
  return ending !== null && (ending.type !== 'failed' || WORK.has(ending.reason));
}

function nothingSaid(ending: Ending): Ending {
  if (ending.type !== 'failed') return failureFor('empty_answer', 'the answer was empty');
  return ending.reason === 'broken' ? failureFor('empty_answer', ending.message) : ending;
}
