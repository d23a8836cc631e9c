/** The usage objects of one answer, in the order in which they arrive, and what the ledger makes of them. */
export interface UsageShape {
  /** Who sends it, and where that is recorded. */
  source: string;
  wire: 'openai' | 'gemini' | 'cohere';
  usages: readonly unknown[];
  /** Prompt, completion, cached, reasoning; `null` where nothing can be believed. */
  is: readonly [number | null, number | null, number | null, number | null];
}

const openai = (source: string, is: UsageShape['is'], ...usages: unknown[]): UsageShape => ({
  source,
  wire: 'openai',
  usages,
  is,
});
const gemini = (source: string, is: UsageShape['is'], ...usages: unknown[]): UsageShape => ({
  source,
  wire: 'gemini',
  usages,
  is,
});
const cohere = (source: string, is: UsageShape['is'], ...usages: unknown[]): UsageShape => ({
  source,
  wire: 'cohere',
  usages,
  is,
});

const oai = (prompt: unknown, completion: unknown, total?: unknown, more: object = {}): object => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  ...(total !== undefined && { total_tokens: total }),
  ...more,
});
const thought = (tokens: unknown): object => ({ completion_tokens_details: { reasoning_tokens: tokens } });
const cached = (tokens: unknown): object => ({ prompt_tokens_details: { cached_tokens: tokens } });
const gem = (prompt: unknown, candidates?: unknown, total?: unknown, more: object = {}): object => ({
  promptTokenCount: prompt,
  ...(candidates !== undefined && { candidatesTokenCount: candidates }),
  ...(total !== undefined && { totalTokenCount: total }),
  ...more,
});
const units = (input: unknown, output: unknown): object => ({ input_tokens: input, output_tokens: output });

const GROQ = { queue_time: 0.03, prompt_time: 0.0006, completion_time: 0.46, total_time: 0.46 };

export const USAGE_SHAPES: readonly UsageShape[] = [
  // Groq: https://console.groq.com/docs/api-reference, captures of its streams.
  openai('Groq, plain', [18, 56, null, null], oai(18, 56, 74, GROQ)),
  openai('Groq, details', [74, 56, 16, 5], oai(74, 56, 130, { ...GROQ, ...cached(16), ...thought(5) })),
  openai('Groq, under x_groq and again at the top', [74, 56, null, null], oai(74, 56, 130), oai(74, 56, 130)),
  openai(
    'Groq, reasoning beside the completion: vercel/ai#6738',
    [20, 1007, null, 1000],
    oai(20, 7, 1027, thought(1000)),
  ),
  openai('Groq, reasoning only in the total: vercel/ai#6738', [20, 1507, null, 1500], oai(20, 7, 1527)),
  openai(
    'Groq, details null',
    [18, 56, null, null],
    oai(18, 56, 74, { prompt_tokens_details: null, completion_tokens_details: null }),
  ),
  // Cerebras: the README of its SDK, and captures.
  openai('Cerebras, plain', [12, 5, null, null], oai(12, 5, 17)),
  openai(
    'Cerebras, predictions',
    [74, 56, 16, 5],
    oai(74, 56, 130, {
      ...cached(16),
      completion_tokens_details: {
        reasoning_tokens: 5,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    }),
  ),
  openai('Cerebras, nothing cached', [74, 56, 0, null], oai(74, 56, 130, cached(0))),
  openai(
    'Cerebras, image tokens within the prompt',
    [300, 20, null, null],
    oai(300, 20, 320, { image_tokens: 258 }),
  ),
  // OpenAI: https://platform.openai.com/docs/api-reference/chat/object
  openai('OpenAI, o-series', [75, 1186, 0, 1024], oai(75, 1186, 1261, { ...cached(0), ...thought(1024) })),
  openai(
    'OpenAI, audio details',
    [19, 10, 0, 0],
    oai(19, 10, 29, {
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    }),
  ),
  openai(
    'OpenAI, null until the last chunk: zavora-ai/adk-rust#645',
    [10, 5, null, null],
    null,
    null,
    oai(10, 5, 15),
  ),
  openai('OpenAI, Responses names', [36, 87, 0, 64], {
    ...units(36, 87),
    total_tokens: 123,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 64 },
  }),
  openai('Azure, as OpenAI', [12, 5, null, null], oai(12, 5, 17)),
  // xAI: UKGovernmentBEIS/inspect_ai#5528, sonami-tech/omni-llm-provider#49
  openai("xAI's own example", [32, 103, null, 94], oai(32, 9, 135, thought(94))),
  openai('xAI, grok-4-fast-reasoning', [279, 95, null, 89], oai(279, 6, 374, thought(89))),
  openai('xAI, cached', [279, 95, 268, 89], oai(279, 6, 374, { ...cached(268), ...thought(89) })),
  openai('xAI, reasoning fewer than the answer', [20, 140, null, 40], oai(20, 100, 160, thought(40))),
  // DeepSeek: BerriAI/litellm#5017, mozilla-ai/any-llm#795
  openai(
    'DeepSeek, nothing hit',
    [11, 40, 0, null],
    oai(11, 40, 51, { prompt_cache_hit_tokens: 0, prompt_cache_miss_tokens: 11 }),
  ),
  openai(
    'DeepSeek, cache hit',
    [100, 50, 80, null],
    oai(100, 50, 150, { prompt_cache_hit_tokens: 80, prompt_cache_miss_tokens: 20 }),
  ),
  openai(
    'DeepSeek, reasoner',
    [16, 563, 0, 409],
    oai(16, 563, 579, { prompt_cache_hit_tokens: 0, ...thought(409) }),
  ),
  openai(
    'DeepSeek, zeros in each chunk before: router-for-me/CLIProxyAPI#3077',
    [16, 563, null, null],
    oai(0, 0, 0),
    oai(0, 0, 0),
    oai(16, 563, 579),
  ),
  // Gateways: router-for-me/CLIProxyAPI#5733, openrouter.ai/docs usage accounting, openai/openai-agents-js#1474
  openai('CLIProxyAPI, thoughts without completion', [21, 60, null, 60], oai(21, 0, 81, thought(60))),
  openai(
    'OpenRouter, usage accounting',
    [194, 2, 0, 0],
    oai(194, 2, 196, {
      cost: 0.95,
      cost_details: { upstream_inference_cost: 19 },
      ...cached(0),
      ...thought(0),
    }),
  ),
  openai(
    'OpenRouter, reasoning within',
    [14, 1209, 0, 1180],
    oai(14, 1209, 1223, { ...cached(0), ...thought(1180), cost: 0.01 }),
  ),
  openai(
    'A gateway that ends with zeros: openai-agents-js#1474',
    [71, 418, null, null],
    oai(71, 418, 489),
    oai(0, 0, 0),
  ),
  openai('A gateway that ends with {}', [71, 418, null, null], oai(71, 418, 489), {}),
  openai(
    'A gateway that ends with nulls',
    [71, 418, 5, 3],
    oai(71, 418, 489, { ...cached(5), ...thought(3) }),
    oai(null, null, null, { ...cached(null), ...thought(null) }),
  ),
  openai(
    'A gateway that ends without its details',
    [71, 418, 5, 3],
    oai(71, 418, 489, { ...cached(5), ...thought(3) }),
    oai(71, 418, 489),
  ),
  openai(
    'A gateway that splits prompt and completion',
    [71, 418, null, null],
    oai(71, 0, 71),
    oai(0, 418, 418),
  ),
  openai(
    'LiteLLM, Anthropic caches beside the prompt',
    [1010, 5, 1000, null],
    oai(10, 5, 1015, cached(1000)),
  ),
  openai('LiteLLM, all zeros', [null, null, null, null], oai(0, 0, 0)),
  openai('OpenAI-compatible Gemini, thoughts in the total', [20, 1507, null, 1500], oai(20, 7, 1527)),
  openai('OpenAI-compatible Gemini, thoughts alone in the total', [9, 60, null, null], oai(9, undefined, 69)),
  // Others that PROVIDERS_FILE may name.
  openai('Mistral: https://docs.mistral.ai/api', [16, 34, null, null], oai(16, 34, 50)),
  openai(
    'Moonshot, cached at the top: its API reference',
    [19, 21, 10, null],
    oai(19, 21, 40, { cached_tokens: 10 }),
  ),
  openai(
    'Perplexity, reasoning at the top: its API reference',
    [14, 290, null, 200],
    oai(14, 290, 304, { search_context_size: 'low', reasoning_tokens: 200 }),
  ),
  openai('Ollama: its openai.md', [26, 298, null, null], oai(26, 298, 324)),
  openai('llama.cpp: ggml-org/llama.cpp#15444', [26, 298, null, null], {
    completion_tokens: 298,
    prompt_tokens: 26,
    total_tokens: 324,
  }),
  openai('vLLM, details null', [9, 12, null, null], oai(9, 12, 21, { prompt_tokens_details: null })),
  openai(
    'vLLM, continuous_usage_stats: ai-dynamo/dynamo#11708',
    [9, 3, null, null],
    oai(9, 1, 10),
    oai(9, 2, 11),
    oai(9, 3, 12),
  ),
  openai('MiniMax, only a total: its first API', [null, null, null, null], { total_tokens: 175 }),
  openai('Zhipu GLM, cached', [6, 23, 4, null], oai(6, 23, 29, cached(4))),
  openai('Qwen at DashScope', [22, 420, null, 390], oai(22, 420, 442, thought(390))),
  openai('Together, without details', [31, 9, null, null], oai(31, 9, 40)),
  openai('Fireworks, usage with the ending', [31, 9, 16, null], oai(31, 9, 40, cached(16))),
  openai('LM Studio, no total', [31, 9, null, null], oai(31, 9)),
  // Gemini: https://ai.google.dev/api/generate-content#UsageMetadata
  gemini('Gemini, plain', [10, 20, null, null], gem(10, 20, 30)),
  gemini(
    'Gemini, thoughts',
    [10, 85, 4, 65],
    gem(10, 20, 95, { thoughtsTokenCount: 65, cachedContentTokenCount: 4 }),
  ),
  gemini('Gemini, thoughts only in the total: vercel/ai#6738', [20, 1507, null, 1500], gem(20, 7, 1527)),
  gemini(
    'Gemini, thoughts within the candidates',
    [20, 37, null, 30],
    gem(20, 37, 57, { thoughtsTokenCount: 30 }),
  ),
  gemini(
    'Gemini, nothing but thoughts: CLIProxyAPI#5733',
    [21, 60, null, 60],
    gem(21, undefined, 81, { thoughtsTokenCount: 60 }),
  ),
  gemini(
    'Gemini, tools beside the prompt',
    [86, 56, null, 5],
    gem(74, 51, 142, { thoughtsTokenCount: 5, toolUsePromptTokenCount: 12 }),
  ),
  gemini(
    'Gemini, tools that the total leaves out',
    [74, 56, null, 5],
    gem(74, 51, 130, { thoughtsTokenCount: 5, toolUsePromptTokenCount: 12 }),
  ),
  gemini(
    'Gemini, sums that grow',
    [10, 30, null, 27],
    gem(10, undefined, 11),
    gem(10, 1, 11),
    gem(10, 3, 40, { thoughtsTokenCount: 27 }),
  ),
  gemini(
    'Gemini, last chunk without candidates',
    [10, 30, null, 27],
    gem(10, 3, 40, { thoughtsTokenCount: 27 }),
    gem(10, undefined, 10),
  ),
  gemini(
    'Gemini, details by modality',
    [266, 12, null, null],
    gem(266, 12, 278, {
      promptTokensDetails: [
        { modality: 'IMAGE', tokenCount: 258 },
        { modality: 'TEXT', tokenCount: 8 },
      ],
    }),
  ),
  gemini('Gemini, a blocked prompt', [74, 0, null, null], gem(74, undefined, 74)),
  gemini(
    'Vertex, candidates 0 beside thoughts',
    [12, 200, null, 200],
    gem(12, 0, 212, { thoughtsTokenCount: 200 }),
  ),
  gemini('Gemini, no total', [10, 85, null, 65], gem(10, 20, undefined, { thoughtsTokenCount: 65 })),
  gemini('A relay of Gemini, all zeros', [null, null, null, null], gem(0, 0, 0)),
  gemini('A relay of Gemini, zeros last: one-api#1477', [10, 20, null, null], gem(10, 20, 30), gem(0, 0, 0)),
  gemini('A relay of Gemini, no prompt', [10, 20, null, null], gem(undefined, 20, 30)),
  // Cohere: https://docs.cohere.com/reference/chat, cohere-ai/cohere-developer-experience#399
  cohere('Cohere, billed less than read', [5, 418, null, null], {
    billed_units: units(5, 418),
    tokens: units(71, 418),
  }),
  cohere('Cohere, cached', [74, 56, 16, null], {
    billed_units: units(74, 56),
    tokens: units(566, 60),
    cached_tokens: 16,
  }),
  cohere('Cohere, a trial key bills nothing: openai-agents-js#1474', [71, 418, null, null], {
    billed_units: units(0, 0),
    tokens: units(71, 418),
  }),
  cohere('Cohere, billed without input', [71, 418, null, null], {
    billed_units: { output_tokens: 418 },
    tokens: units(71, 418),
  }),
  cohere('Cohere, nothing billed', [71, 418, null, null], { tokens: units(71, 418) }),
  cohere('Cohere, more cached than billed', [5, 418, null, null], {
    billed_units: units(5, 418),
    tokens: units(71, 418),
    cached_tokens: 64,
  }),
  cohere('Cohere, billed floats', [5, 418, null, null], {
    billed_units: { input_tokens: 5.0, output_tokens: 418.0 },
  }),
  // Protobuf's JSON, and gateways that pass it on.
  gemini('Gemini, 64-bit numbers as text', [20, 7, null, null], gem('20', '7', '27')),
  openai('Numbers as text', [20, 7, null, null], oai('20', '7', '27')),
  // Anthropic behind a gateway: what was cached is beside the input, and within it where the total says so.
  openai(
    'Anthropic, cached beside',
    [1005, 7, 1000, null],
    oai(5, 7, 1012, { cache_read_input_tokens: 1000 }),
  ),
  openai(
    'Anthropic, cached within',
    [1005, 7, 1000, null],
    oai(1005, 7, 1012, { cache_read_input_tokens: 1000 }),
  ),
  openai(
    'Anthropic, cached and written beside',
    [1205, 7, 1000, null],
    oai(5, 7, 1212, { cache_read_input_tokens: 1000, cache_creation_input_tokens: 200 }),
  ),
  openai(
    'Anthropic, less cached beside than was new',
    [3200, 7, 1000, null],
    oai(2000, 7, 3207, { cache_read_input_tokens: 1000, cache_creation_input_tokens: 200 }),
  ),
  openai(
    'Anthropic, written within',
    [2000, 7, 1000, null],
    oai(2000, 7, 2007, { cache_read_input_tokens: 1000, cache_creation_input_tokens: 200 }),
  ),
  openai(
    'Unsloth Studio, Anthropic’s cache in no sum: unslothai/unsloth#5670',
    [20_276, 862, 18_901, null],
    oai(8, 862, 870, {
      ...cached(18_901),
      cache_read_input_tokens: 18_901,
      cache_creation_input_tokens: 1367,
    }),
  ),
  // What no service means.
  openai('Strings that are no numbers', [null, null, null, null], oai('20 tokens', '', '-27')),
  openai('Negative', [null, null, null, null], oai(-20, -7, -27)),
  openai('A completion below zero, and a total', [20, 7, null, null], oai(20, -1, 27)),
  openai('Beyond 2^53', [null, null, null, null], oai(2 ** 53, 2 ** 60, 2 ** 61)),
  openai('Fractions', [null, null, null, null], oai(20.5, 7.1, 27.6)),
  openai('A total below its parts', [20, 7, null, null], oai(20, 7, 3)),
  openai('More cached than sent', [20, 7, null, null], oai(20, 7, 27, cached(900))),
  openai(
    'Details of a wrong type',
    [20, 7, null, null],
    oai(20, 7, 27, { prompt_tokens_details: 'x', completion_tokens_details: [7] }),
  ),
  openai('No object', [null, null, null, null], 'usage', 7, [1, 2], true),
];
