import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import type { StandInProviderId } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const PARIS = 'The capital of France is Paris.';
const QUESTION = 'What is the capital of France?';
const ALWAYS = { times: Infinity } as const;

/** A page as Cloudflare sends it before an API (lobehub/lobehub#2143). */
const CDN_PAGE: ProviderFault = {
  kind: 'raw',
  status: 403,
  contentType: 'text/html; charset=UTF-8',
  body: '<!DOCTYPE html>\n<html class="no-js"><head><title>Attention Required! | Cloudflare</title></head></html>',
};

function groqError(status: number, message: string, code: string | null = null): ProviderFault {
  const error = { message, type: 'invalid_request_error', code };
  return { kind: 'raw', status, body: JSON.stringify({ error }) };
}

function googleError(code: number, status: string, message: string, reason?: string): ProviderFault {
  const details = reason ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] : [];
  return { kind: 'raw', status: code, body: JSON.stringify({ error: { code, message, status, details } }) };
}

describe('the outcome of a question', () => {
  let bot: RunningBot;

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const start = async (providers: Partial<Record<StandInProviderId, object>>, environment = {}) => {
    const GROQ_MODEL = 'openai/gpt-oss-120b,openai/gpt-oss-20b';
    bot = await startRunningBot({ providers, environment: { GROQ_MODEL, ...environment } });
  };
  const outcomes = async () =>
    (await bot.requests()).map((row) => `${row.model} ${row.status} ${row.errorReason ?? '-'}`);
  const alert = async () =>
    stripMarks((await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('🔴'))).text);
  const groqBlock = async () => {
    const report = await bot.ask(ADMIN, '/ai_usage');
    return report.split('\n\n').find((block) => /^\S+ Groq:/.test(block)) ?? '';
  };

  it.each<[ProviderFault['kind'], string, string]>([
    ['thinking', '💭 The model ran out of room while it was thinking.', 'out_of_room'],
    ['empty', '🤔 I got no answer this time.', 'empty_answer'],
    ['tool-call', '🛠 The model wanted to use a tool', 'tool_call'],
  ])('that is %s, three times, is told and delays nobody else', async (kind, words, reason) => {
    await start({ groq: {} });
    bot.provider('groq').fail({ kind } as ProviderFault, { times: 6 });
    for (let times = 0; times < 3; times++) expect(await bot.ask(OMID, QUESTION)).toContain(words);
    expect(await outcomes()).toHaveLength(6);
    expect(new Set((await outcomes()).map((row) => row.replace(/^\S+ /, '')))).toEqual(
      new Set([`error ${reason}`]),
    );
    expect(await groqBlock()).toMatch(/^🟢 Groq:/);
    expect(await bot.ask(SARA, QUESTION)).toBe(PARIS);
    expect((await outcomes()).at(-1)).toBe('openai/gpt-oss-120b ok -');
    expect(bot.telegram.messages(ADMIN).filter(({ text }) => text.includes('🔴'))).toEqual([]);
  });

  it.each<[StandInProviderId]>([['gemini'], ['cerebras'], ['cohere']])(
    'of reasoning alone is told by %s too',
    async (id) => {
      await start({ [id]: {} });
      bot.provider(id).fail({ kind: 'thinking' }, ALWAYS);
      expect(await bot.ask(OMID, QUESTION)).toContain('ran out of room');
    },
  );

  it.each<[StandInProviderId]>([['gemini'], ['cerebras'], ['cohere']])(
    'of a tool call alone is told by %s too',
    async (id) => {
      await start({ [id]: {} });
      bot.provider(id).fail({ kind: 'tool-call' }, ALWAYS);
      expect(await bot.ask(OMID, QUESTION)).toContain('🛠 The model wanted to use a tool');
    },
  );

  it('that gpt-oss thinks about has room for both, and is told to think little', async () => {
    await start({ groq: { answer: () => 'word '.repeat(3_000) } });
    await bot.ask(OMID, QUESTION);
    const [row] = await bot.requests();
    expect(row?.completionTokens).toBeGreaterThan(2_048);
  });

  it('goes through every configured model before anybody is told that all are busy', async () => {
    await start({ groq: {}, cerebras: {} });
    const busy: ProviderFault = { kind: 'status', status: 429, retryAfterSeconds: 3_000 };
    bot.provider('groq').fail(busy);
    bot.provider('cerebras').fail(busy);
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await outcomes()).toEqual([
      'openai/gpt-oss-120b rate_limited rate_limit',
      'gpt-oss-120b rate_limited rate_limit',
      'openai/gpt-oss-20b ok -',
    ]);
    bot.provider('groq').fail(busy);
    expect(await bot.ask(OMID, QUESTION)).toMatch(/^⏳ All of my models are busy/);
  });

  it('goes through the models that nobody named, too, however long the first one is busy', async () => {
    await start({ groq: {} }, { GROQ_MODEL: '' });
    bot.provider('groq').fail({ kind: 'status', status: 429, retryAfterSeconds: 3_000 });
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await bot.ask(SARA, QUESTION)).toBe(PARIS);
    expect(await outcomes()).toEqual([
      'openai/gpt-oss-120b rate_limited rate_limit',
      'openai/gpt-oss-20b ok -',
      'openai/gpt-oss-20b ok -',
    ]);
  });

  it.each(['RECITATION', 'LANGUAGE'])(
    'that Gemini withholds as %s goes to the next provider',
    async (reason) => {
      await start({ gemini: {}, cohere: {} });
      bot.provider('gemini').fail({ kind: 'blocked', at: 'answer', reason });
      expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
      expect(await outcomes()).toEqual([
        'gemini-3.5-flash-lite blocked refused_here',
        'command-a-03-2025 ok -',
      ]);
    },
  );

  it('that Gemini refuses for SAFETY stays refused, and what it alone withholds says what to do', async () => {
    await start({ gemini: {}, cohere: {} });
    bot.provider('gemini').fail({ kind: 'blocked', at: 'answer', reason: 'SAFETY' });
    expect(await bot.ask(OMID, QUESTION)).toMatch(/^🙏 I can't answer this one/);
    expect(bot.provider('cohere').requests.filter(({ kind }) => kind === 'chat')).toEqual([]);
    bot.provider('gemini').fail({ kind: 'blocked', at: 'prompt', reason: 'OTHER' });
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
  });

  it.each<[string, ProviderFault, string, string]>([
    [
      'the network',
      groqError(403, 'Access denied. Please check your network settings.'),
      'location',
      'it refuses requests from this country or network',
    ],
    ['a CDN', CDN_PAGE, 'location', 'it refuses requests from this country or network'],
    [
      'a restricted account',
      groqError(
        400,
        'Organization has been restricted. Please reach out to support.',
        'organization_restricted',
      ),
      'account_restricted',
      'the account is restricted',
    ],
    ['nobody says what', groqError(403, 'Forbidden by policy 7'), 'forbidden', 'it refuses the requests'],
  ])(
    'because of %s is the provider’s failure: another answers, admins read why',
    async (_, fault, reason, why) => {
      await start({ groq: {}, cohere: {} });
      bot.provider('groq').fail(fault, { ...ALWAYS });
      expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
      expect(await outcomes()).toEqual([
        `openai/gpt-oss-120b unauthorized ${reason}`,
        'command-a-03-2025 ok -',
      ]);
      const told = await alert();
      expect(told).toContain(`🔴 Groq is down.\nReason: ${why}\nLast error: Groq: `);
      expect(told).toContain('\nWhat to do: ');
      expect(told).not.toContain('API key is not accepted');
      expect(told).toContain('Requests are being routed to Cohere');
      expect(await groqBlock()).toContain(`🔴 Groq:\n  • Not available: ${why}\n  • What to do: `);
      expect(await bot.ask(SARA, QUESTION)).toBe(PARIS);
      expect(bot.provider('groq').requests.filter(({ kind }) => kind === 'chat')).toHaveLength(1);
    },
  );

  it.each<[string, ProviderFault, string, RegExp]>([
    [
      'location',
      googleError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
      'location',
      /PROXY_URL/,
    ],
    ['page', CDN_PAGE, 'location', /PROXY_URL/],
    [
      'disabled API',
      googleError(403, 'PERMISSION_DENIED', 'It is off.', 'SERVICE_DISABLED'),
      'api_disabled',
      /console\.cloud\.google\.com/,
    ],
    [
      'restricted key',
      googleError(403, 'PERMISSION_DENIED', 'Requests to this API are blocked.', 'API_KEY_SERVICE_BLOCKED'),
      'key_restricted',
      /GEMINI_API_KEY/,
    ],
    ['missing money', { kind: 'raw', status: 402, body: '{}' }, 'payment_required', /pay or add credit/],
    [
      'leaked key',
      googleError(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.'),
      'invalid_key',
      /GEMINI_API_KEY/,
    ],
  ])('of Gemini’s %s names the remedy', async (_, fault, reason, remedy) => {
    await start({ gemini: {} });
    bot.provider('gemini').fail(fault, ALWAYS);
    await bot.ask(OMID, QUESTION);
    expect((await bot.requests())[0]?.errorReason).toBe(reason);
    expect(await alert()).toMatch(remedy);
  });

  it.each<[StandInProviderId]>([['groq'], ['gemini'], ['cerebras'], ['cohere']])(
    'at %s behind a page of HTML is not blamed on the key',
    async (id) => {
      await start({ [id]: {} });
      bot.provider(id).fail(CDN_PAGE, ALWAYS);
      expect(await bot.ask(OMID, QUESTION)).toMatch(/^🌍 This AI service does not accept requests/);
      expect(await alert()).toContain('Attention Required! | Cloudflare');
    },
  );

  it('that two people are refused without a word turns the provider red', async () => {
    await start({ groq: {}, cohere: {} });
    bot.provider('groq').fail(groqError(400, 'E1234'), ALWAYS);
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await groqBlock()).toMatch(/^🟢 Groq:/);
    expect(await bot.ask(SARA, QUESTION)).toBe(PARIS);
    expect(await alert()).toContain("Reason: it refuses everybody's requests\nLast error: Groq: E1234\n");
    expect(await groqBlock()).toMatch(/^🔴 Groq:/);
  });
});
