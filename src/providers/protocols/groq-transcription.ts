import { toFile, type Groq } from 'groq-sdk';
import type { FailureContext } from '../failures/failure-mapper.ts';
import { asRecord } from '../contract/as-record.ts';
import { interruption } from '../failures/interruption.ts';
import { unmeasured, type Measurement } from '../contract/measurement.ts';
import { ProviderError } from '../contract/provider-error.ts';
import type { ProviderSettings } from '../contract/provider-options.ts';
import { readRateLimitHeaders } from '../readings/rate-limit-headers.ts';
import { lastWordsEnd, spokenSeconds, spokenText } from './spoken-text.ts';
import type { Transcript, TranscriptionRequest } from '../contract/transcript.ts';

const NAME = 'Groq';

export interface GroqTranscriber {
  client: Groq;
  settings: ProviderSettings;
  toProviderError: (context: FailureContext, error: unknown) => ProviderError;
}

/** One recording, written down by Groq's Whisper. `verbose_json` alone tells seconds and silence. */
export async function transcribeWithGroq(
  { client, settings, toProviderError }: GroqTranscriber,
  { model, audio, signal }: TranscriptionRequest,
): Promise<Transcript> {
  const { apiKey, clock } = settings;
  const startedAt = clock.monotonicMs();
  try {
    signal.throwIfAborted();
    const file = await toFile(audio.data, audio.name, { type: audio.mimeType });
    const body = { file, model, response_format: 'verbose_json' } as const;
    const { data, response } = await client.audio.transcriptions.create(body, { signal }).withResponse();
    const rateLimits = readRateLimitHeaders(Object.fromEntries(response.headers.entries()), clock);
    const measurement = { ...unmeasured, ...secondsOf(data), rateLimits };
    const latencyMs = clock.monotonicMs() - startedAt;
    return { text: readTranscript(data, measurement), measurement: { ...measurement, latencyMs } };
  } catch (error) {
    const context = { name: NAME, clock, confidential: [apiKey] };
    const failed = error instanceof ProviderError ? error : toProviderError(context, error);
    const ended = signal.aborted ? interruption(NAME, signal) : failed;
    const latencyMs = clock.monotonicMs() - startedAt;
    throw ended.measured({ ...unmeasured, ...ended.measurement, latencyMs });
  }
}

function secondsOf(data: unknown): Pick<Measurement, 'audioSeconds' | 'audioSecondsAtLeast'> {
  return { audioSeconds: spokenSeconds(data), audioSecondsAtLeast: lastWordsEnd(data) };
}

// The SDK takes a page of HTML for a transcript, and declares less than what arrives.
function readTranscript(data: unknown, measurement: Measurement): string {
  if (typeof asRecord(data)['text'] === 'string') return spokenText(data);
  const details = { status: 'unavailable', reason: 'bad_response', measurement } as const;
  throw new ProviderError(`${NAME}: the response was not understood`, details);
}
