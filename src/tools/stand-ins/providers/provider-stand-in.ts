import type { ProviderBehaviour } from './provider-behaviour.ts';
import { startLoopbackServer } from '../http/loopback-server.ts';
import { cerebrasWire } from './wires/cerebras-wire.ts';
import { cohereWire } from './wires/cohere-wire.ts';
import { answerForDemo } from './demo-brain.ts';
import { geminiWire } from './wires/gemini-wire.ts';
import { groqWire } from './wires/groq-wire.ts';
import { openAiWire } from './wires/openai-wire.ts';
import { type FaultScope, type ProviderFault, ProviderFaults } from './provider-fault.ts';
import { createProviderHandler } from './provider-handler.ts';
import type { ProviderRequest } from './provider-request.ts';
import type { ProviderWire, QuotaLimits } from './wires/provider-wire.ts';
import { transcribeForDemo } from './transcription.ts';

export type StandInProviderId = 'groq' | 'gemini' | 'cerebras' | 'cohere';

export interface ProviderStandInOptions extends Partial<ProviderBehaviour> {
  /** The only accepted key; `null` accepts only requests without one. Default `stand-in-<id>-key`. */
  apiKey?: string | null;
  /** Its models. Default: the real provider's in November 2026. */
  models?: readonly string[];
  /** Groq, Cerebras, Gemini: requests a day, tokens a minute. Cohere: requests a minute. */
  limits?: Partial<QuotaLimits>;
  port?: number;
  now?: () => number;
}

/** A provider on loopback. */
export interface ProviderStandIn<Id extends string = string> {
  id: Id;
  /** The server root without a path, as the SDKs expect; of a service with OpenAI's protocol its base URL. */
  baseUrl: string;
  apiKey: string;
  /** All but those for the list of models. */
  requests: readonly ProviderRequest[];
  /** Changes the behaviour from now on. */
  behave(change: Partial<ProviderBehaviour>): void;
  /** Plans a fault, by default for the next chat only. */
  fail(fault: ProviderFault, scope?: FaultScope): void;
  /** Removes all planned faults. */
  recover(): void;
  /** Empties `requests`, which would otherwise grow during a long run. */
  forgetRequests(): void;
  close(): Promise<void>;
}

const WIRES: Readonly<Record<StandInProviderId, ProviderWire>> = {
  groq: groqWire,
  gemini: geminiWire,
  cerebras: cerebrasWire,
  cohere: cohereWire,
};

/** Starts a stand-in with one provider's wire format. */
export function startProviderStandIn(
  id: StandInProviderId,
  options: ProviderStandInOptions = {},
): Promise<ProviderStandIn> {
  return start(id, WIRES[id], '', options);
}

/** Starts a stand-in of any service with OpenAI's protocol. */
export function startOpenAiStandIn(
  id: string,
  options: ProviderStandInOptions = {},
): Promise<ProviderStandIn> {
  return start(id, openAiWire, '/v1', options);
}

async function start<Id extends string>(
  id: Id,
  wire: ProviderWire,
  path: string,
  options: ProviderStandInOptions,
): Promise<ProviderStandIn<Id>> {
  const behaviour = readBehaviour(options);
  const faults = new ProviderFaults();
  const requests: ProviderRequest[] = [];
  const apiKey = options.apiKey === undefined ? `stand-in-${id}-key` : options.apiKey;
  const handle = createProviderHandler({
    wire,
    apiKey,
    models: options.models ?? wire.models,
    limits: { ...wire.defaultLimits, ...options.limits },
    now: options.now ?? Date.now,
    behaviour,
    faults,
    requests,
  });
  const server = await startLoopbackServer(handle, options.port);
  return {
    id,
    baseUrl: `${server.url}${path}`,
    apiKey: apiKey ?? '',
    requests,
    behave: (change) => void Object.assign(behaviour, change),
    fail: (fault, scope = {}) => faults.add(fault, scope),
    recover: () => faults.clear(),
    forgetRequests: () => void requests.splice(0),
    close: () => server.close(),
  };
}

function readBehaviour(options: ProviderStandInOptions): ProviderBehaviour {
  return {
    latencyMs: options.latencyMs ?? 0,
    chunkDelayMs: options.chunkDelayMs ?? 0,
    answer: options.answer ?? answerForDemo,
    usage: options.usage ?? null,
    transcribe: options.transcribe ?? transcribeForDemo,
    enforceLimits: options.enforceLimits ?? false,
    aliases: options.aliases ?? {},
    prices: options.prices ?? {},
  };
}
