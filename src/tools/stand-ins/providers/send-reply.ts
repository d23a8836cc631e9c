import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { ProviderFault } from './provider-fault.ts';
import type { ProviderWire, StandInReply } from './wires/provider-wire.ts';

export interface Pace {
  /** Milliseconds per chunk, streamed or not; 0 sends everything at once. */
  chunkDelayMs: number;
  /** What the second half of a streamed answer waits for. */
  heldHalfway?: Promise<void>;
}

type Headers = Record<string, string>;
const DEFAULT_FAULTY_CHUNK = 2;

/** Streams an answer, or the part of it before a fault; resolves with whether its end was sent. */
export async function streamReply(
  response: ServerResponse,
  wire: ProviderWire,
  reply: StandInReply,
  headers: Headers,
  fault: ProviderFault | null,
  pace: Pace,
): Promise<boolean> {
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
  const thoughts = splitIntoChunks(reply.reasoning).map((text) => wire.thought(reply, text));
  const words = splitIntoChunks(reply.text).map((text, index) => wire.delta(reply, text, index));
  const calls = reply.finish === 'tool' ? [wire.toolCall(reply)] : [];
  const deltas = [...thoughts, ...words, ...calls];
  const kept = fault ? deltas.slice(0, faultyChunk(fault)) : deltas;
  const opening = wire.opening(reply);
  response.flushHeaders();
  if (opening) response.write(opening);
  const middle = pace.heldHalfway ? Math.ceil(kept.length / 2) : kept.length;
  await writePaced(response, kept.slice(0, middle), pace);
  await pace.heldHalfway;
  await writePaced(response, kept.slice(middle), pace);
  if (fault) return await breakStream(response, wire, fault);
  response.end(wire.closing(reply));
  return true;
}

/** Sends an answer at once, or the part of it before a fault. */
export async function sendReply(
  response: ServerResponse,
  wire: ProviderWire,
  reply: StandInReply,
  headers: Headers,
  fault: ProviderFault | null,
  { chunkDelayMs }: Pace,
): Promise<boolean> {
  if (chunkDelayMs > 0) await setTimeout(chunkDelayMs * splitIntoChunks(reply.text).length);
  const json = JSON.stringify(wire.completion(reply));
  response.writeHead(200, { ...headers, 'content-type': 'application/json' });
  if (!fault) return (response.end(json), true);
  response.write(json.slice(0, json.length / 2));
  return await breakStream(response, wire, fault.kind === 'malformed' ? { kind: 'truncate' } : fault);
}

/** Whether the fault happens during an answer. */
export function isMidStream(fault: ProviderFault): boolean {
  return ['stall', 'cut', 'truncate', 'malformed', 'stream-error'].includes(fault.kind);
}

async function breakStream(
  response: ServerResponse,
  wire: ProviderWire,
  fault: ProviderFault,
): Promise<boolean> {
  if (fault.kind === 'cut') {
    // Written data must leave before the socket closes, or the client sees no answer.
    await setTimeout(20);
    response.destroy();
  } else if (fault.kind === 'malformed') response.end(wire.malformed());
  else if (fault.kind === 'stream-error') response.end(wire.streamError());
  else if (fault.kind !== 'stall') response.end();
  return false;
}

async function writePaced(
  response: ServerResponse,
  pieces: readonly string[],
  { chunkDelayMs }: Pace,
): Promise<void> {
  if (chunkDelayMs > 0) await writeSlowly(response, pieces, chunkDelayMs);
  else if (pieces.length > 0) response.write(pieces.join(''));
}

async function writeSlowly(
  response: ServerResponse,
  pieces: readonly string[],
  delayMs: number,
): Promise<void> {
  for (const piece of pieces) {
    await setTimeout(delayMs);
    if (response.destroyed) return;
    response.write(piece);
  }
}

function faultyChunk(fault: ProviderFault): number {
  return 'afterChunks' in fault ? (fault.afterChunks ?? DEFAULT_FAULTY_CHUNK) : DEFAULT_FAULTY_CHUNK;
}

const CHUNK = /(?:\S+\s*){1,3}|\s+/gu;

/** The chunks of an answer before it ends early. */
export function firstChunks(text: string, count: number): string {
  return splitIntoChunks(text).slice(0, count).join('');
}

/** Splits a text into chunks of about three words. */
export function splitIntoChunks(text: string): string[] {
  return text.match(CHUNK) ?? [];
}
