import { createGroq } from '../../../src/providers/groq.ts';
import type { Transcript, TranscriptionRequest } from '../../../src/providers/contract/transcript.ts';
import { API_KEY, failure, NOW, Wire } from './wire-behaviour.ts';

const AUDIO = { name: 'audio.ogg', mimeType: 'audio/ogg', data: Buffer.from('OggS a recording') };

describe("Groq's transcription", () => {
  const wire = new Wire('groq', createGroq);

  function send(changes: Partial<TranscriptionRequest> = {}): Promise<Transcript> {
    const request = { model: 'whisper-large-v3-turbo', audio: AUDIO, signal: new AbortController().signal };
    const provider = wire.bounded({ transcriptMs: 5_000 });
    if (!provider.transcribe) throw new Error('it cannot be asked for a transcript');
    return provider.transcribe({ ...request, ...changes });
  }

  async function hear(name: string, chunkBytes?: number): Promise<Transcript> {
    await wire.replay(name, chunkBytes);
    return send();
  }

  it('sends the recording the way Groq documents', async () => {
    await hear('transcript');
    const { method, path, headers, body } = wire.server.request;
    expect({ method, path }).toEqual({ method: 'POST', path: '/openai/v1/audio/transcriptions' });
    expect(headers['authorization']).toBe(`Bearer ${API_KEY}`);
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toMatch(
      /name="file"; filename="audio\.ogg"\r\nContent-Type: audio\/ogg\r\n\r\nOggS a recording\r\n/,
    );
    expect(body).toMatch(/name="model"\r\n\r\nwhisper-large-v3-turbo\r\n/);
    expect(body).toMatch(/name="response_format"\r\n\r\nverbose_json\r\n/);
  });

  it.each([undefined, 1, 7])(
    'reads words, seconds and what is left (in pieces of %s)',
    async (chunkBytes) => {
      expect(await hear('transcript', chunkBytes)).toMatchObject({
        text: 'سلام، حالت چطوره؟',
        measurement: {
          audioSeconds: 3.2,
          rateLimits: {
            limits: [
              {
                unit: 'audio_seconds',
                window: 'hour',
                limit: 7200,
                remaining: 7196,
                resetAt: new Date(NOW.getTime() + 1_600),
              },
              { unit: 'requests', window: 'day', limit: 2000, remaining: 1999 },
            ],
          },
        },
      });
    },
  );

  it('hears no words in silence, and leaves out what Whisper makes of noise', async () => {
    expect(await hear('transcript-silence')).toMatchObject({ text: '', measurement: { audioSeconds: 2 } });
    expect(await hear('transcript-noise')).toMatchObject({
      text: 'Book a table.',
      measurement: { audioSeconds: 4 },
    });
    expect(await hear('transcript-music')).toMatchObject({ text: '', measurement: { audioSeconds: null } });
  });

  it.each([
    ['transcript-400', 'invalid_request', 'bad_request', null],
    ['transcript-429', 'rate_limited', 'rate_limit', 60_000],
    ['401', 'unauthorized', 'invalid_key', null],
    ['404', 'invalid_request', 'model_not_found', null],
    ['413', 'invalid_request', 'too_large', null],
    ['500', 'unavailable', 'server_error', null],
    ['html', 'unavailable', 'bad_response', null],
    ['transcript-cut', 'unavailable', 'network', null],
    ['transcript-stalled', 'timeout', 'timeout', null],
  ])('maps %s to %s: %s', async (name, status, reason, retryAfterMs) => {
    expect(await failure(hear(name))).toMatchObject({ status, reason, retryAfterMs });
  });

  it('says what is left when it refuses', async () => {
    expect((await failure(hear('transcript-429'))).measurement?.rateLimits?.limits).toMatchObject([
      { unit: 'audio_seconds', window: 'hour', remaining: 0 },
    ]);
  });

  it('ends when it is aborted, before it begins and while it waits', async () => {
    await wire.replay('transcript-stalled');
    const before = wire.server.requests.length;
    const expected = { status: 'interrupted', reason: 'aborted' };
    expect(await failure(send({ signal: AbortSignal.abort() }))).toMatchObject(expected);
    expect(wire.server.requests).toHaveLength(before);
    const controller = new AbortController();
    const waiting = failure(send({ signal: controller.signal }));
    setTimeout(() => controller.abort(), 100);
    expect(await waiting).toMatchObject(expected);
    await wire.closed();
  });
});
