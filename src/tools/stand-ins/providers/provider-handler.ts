import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { readBody } from '../http/read-body.ts';
import { createReply } from './create-reply.ts';
import { findRefusal } from './find-refusal.ts';
import type { ProviderFault } from './provider-fault.ts';
import type { ProviderParts } from './provider-parts.ts';
import type { ProviderRequest } from './provider-request.ts';
import type { HttpCall, Quotas, StandInCall, StandInError } from './wires/provider-wire.ts';
import { isMidStream, sendReply, streamReply } from './send-reply.ts';
import { transcribeUpload } from './transcription.ts';

interface Exchange {
  http: HttpCall;
  call: StandInCall;
  response: ServerResponse;
  entry: ProviderRequest;
  quotas: Quotas;
}

/** Creates a handler that answers HTTP requests like one provider, with the planned faults. */
export function createProviderHandler(parts: ProviderParts) {
  const handler = new ProviderHandler(parts);
  return (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    handler.handle(request, response);
}

class ProviderHandler {
  readonly #parts: ProviderParts;
  readonly #quotas = new Map<string, Quotas>();
  #answered = 0;

  constructor(parts: ProviderParts) {
    this.#parts = parts;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(request);
    const http: HttpCall = { method: request.method ?? 'GET', url, headers: request.headers, body };
    const call = this.#read(http);
    const entry = this.#log(call, response);
    if (!call)
      return this.#refuse(response, entry, {
        status: 404,
        code: 'unknown_url',
        message: 'Unknown request URL',
      });
    const exchange = { http, call, response, entry, quotas: this.#quotasOf(call.model) };
    await this.#answer(exchange, this.#parts.faults.take(call.kind));
  }

  #read(http: HttpCall): StandInCall | null {
    try {
      return this.#parts.wire.read(http);
    } catch {
      return null;
    }
  }

  #log(call: StandInCall | null, response: ServerResponse): ProviderRequest {
    const entry: ProviderRequest = {
      kind: call?.kind ?? 'unknown',
      model: call?.model ?? '',
      messages: call?.messages ?? [],
      stream: call?.stream ?? false,
      time: this.#parts.now(),
      status: null,
      completed: false,
      aborted: false,
      usage: null,
    };
    // The bot reads lists of models whenever it likes; nobody waits for them.
    if (entry.kind !== 'models' && entry.kind !== 'key-check') this.#parts.requests.push(entry);
    response.on('close', () => (entry.aborted = !response.writableFinished));
    return entry;
  }

  async #answer(exchange: Exchange, fault: ProviderFault | null): Promise<void> {
    const { call, response, entry } = exchange;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return void response.socket?.resetAndDestroy();
    if (this.#parts.behaviour.latencyMs > 0) await setTimeout(this.#parts.behaviour.latencyMs);
    await this.#parts.behaviour.held;
    if (response.destroyed) return;
    if (fault?.kind === 'html') return sendHtml(response, entry, fault.status ?? 200);
    if (fault?.kind === 'raw') return sendRaw(response, entry, fault);
    const refusal =
      fault?.kind === 'status' ? fault : findRefusal(this.#parts, exchange.http, call, exchange.quotas);
    if (refusal) return this.#refuse(response, entry, { model: call.model, ...refusal }, exchange.quotas);
    if (call.kind === 'models')
      return this.#send(
        exchange,
        this.#parts.wire.modelListing(this.#parts.models, this.#parts.behaviour.prices),
      );
    if (call.kind === 'key-check') return this.#send(exchange, { valid: true });
    if (call.kind === 'transcription') return this.#transcribe(exchange);
    return await this.#chat(exchange, fault);
  }

  async #chat(exchange: Exchange, fault: ProviderFault | null): Promise<void> {
    const { call, response, entry, quotas } = exchange;
    const { wire, behaviour } = this.#parts;
    const reply = createReply(this.#answered++, call, behaviour, fault);
    quotas.requests.take(1);
    quotas.tokens.take(reply.usage.promptTokens);
    const headers = wire.rateLimitHeaders(quotas, 200);
    quotas.tokens.take(reply.usage.completionTokens);
    entry.status = 200;
    entry.usage = reply.usage;
    const midStream = fault && isMidStream(fault) ? fault : null;
    const sent = call.stream
      ? streamReply(response, wire, reply, headers, midStream, behaviour)
      : sendReply(response, wire, reply, headers, midStream, behaviour);
    if (!(await sent)) return;
    if (response.writableFinished) entry.completed = true;
    else response.on('finish', () => (entry.completed = true));
  }

  #transcribe(exchange: Exchange): void {
    const { http, response, entry } = exchange;
    const result = transcribeUpload(http, this.#parts.behaviour.transcribe);
    if (!result.ok) return this.#refuse(response, entry, { status: 400, ...result });
    const headers = {
      'content-type': result.contentType,
      'x-ratelimit-limit-requests': '2000',
      'x-ratelimit-remaining-requests': '1999',
      'x-ratelimit-reset-requests': '43.2s',
      'x-ratelimit-limit-audio-seconds': '7200',
      'x-ratelimit-remaining-audio-seconds': String(7200 - Math.ceil(result.duration ?? 0)),
      'x-ratelimit-reset-audio-seconds': '1.2s',
    };
    entry.status = 200;
    entry.completed = true;
    response.writeHead(200, headers).end(result.body);
  }

  #send({ response, entry }: Exchange, body: object): void {
    entry.status = 200;
    entry.completed = true;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #refuse(
    response: ServerResponse,
    entry: ProviderRequest,
    refusal: Partial<StandInError> & { status: number; retryAfterSeconds?: number | null },
    quotas?: Quotas,
  ): void {
    const error: StandInError = { model: '', retryAfterSeconds: null, perDay: false, ...refusal };
    const headers: Record<string, string> = quotas
      ? this.#parts.wire.rateLimitHeaders(quotas, error.status)
      : {};
    if (error.retryAfterSeconds !== null) headers['retry-after'] = String(error.retryAfterSeconds);
    entry.status = error.status;
    response.writeHead(error.status, { ...headers, 'content-type': 'application/json' });
    response.end(JSON.stringify(this.#parts.wire.error(error)));
  }

  // Real providers count quotas for each model.
  #quotasOf(model: string): Quotas {
    const existing = this.#quotas.get(model);
    if (existing) return existing;
    const created = this.#parts.wire.createQuotas(this.#parts.limits, this.#parts.now);
    this.#quotas.set(model, created);
    return created;
  }
}

function sendRaw(
  response: ServerResponse,
  entry: ProviderRequest,
  { status, body, contentType = 'application/json' }: Extract<ProviderFault, { kind: 'raw' }>,
): void {
  entry.status = status;
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

function sendHtml(response: ServerResponse, entry: ProviderRequest, status: number): void {
  entry.status = status;
  response
    .writeHead(status, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Sign in</title><p>Sign in to the network');
}
