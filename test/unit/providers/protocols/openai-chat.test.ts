import { errorInChunk, readOpenAiChunk } from '../../../../src/providers/protocols/openai-chat.ts';

const endingOf = (named: unknown) =>
  readOpenAiChunk({ choices: [{ delta: { content: 'x' }, finish_reason: named }] }).ending;

describe('the ending of an answer in OpenAI’s format', () => {
  it.each(['stop', 'eos', 'eos_token', 'end_turn', 'stop_sequence', 'STOP', 'COMPLETE', 'Stop', 'complete'])(
    'is good: %s',
    (named) => {
      expect(endingOf(named)).toEqual({ type: 'complete' });
    },
  );

  it.each(['length', 'model_length', 'max_tokens', 'MAX_TOKENS', 'model_context_window_exceeded', 'LENGTH'])(
    'is the lack of room: %s',
    (named) => {
      expect(endingOf(named)).toEqual({ type: 'length' });
    },
  );

  it.each([
    ['tool_calls', 'tool_call'],
    ['tool_use', 'tool_call'],
    ['content_filter', 'refused'],
    ['refusal', 'refused'],
    ['sensitive', 'refused_here'],
    ['SAFETY', 'refused'],
    ['safety', 'refused'],
    ['PROHIBITED_CONTENT', 'refused'],
    ['SPII', 'refused'],
    ['ERROR_TOXIC', 'refused'],
    ['recitation', 'refused_here'],
    ['MALFORMED_FUNCTION_CALL', 'tool_call'],
    ['content_filter: PROHIBITED_CONTENT', 'refused'],
    ['content_filter: RECITATION', 'refused_here'],
    ['content_filter: OTHER', 'refused'],
    ['function_call_filter: MALFORMED_FUNCTION_CALL', 'tool_call'],
    ['error: stop', 'server_error'],
    ['odd: stop', 'broken'],
    ['TIMEOUT', 'timeout'],
    ['error', 'server_error'],
    ['insufficient_system_resource', 'server_error'],
    ['network_error', 'server_error'],
    ['abort', 'broken'],
    ['OTHER', 'broken'],
    ['USER_CANCEL', 'broken'],
    ['stopped early', 'broken'],
    ['constructor', 'broken'],
    ['<b>what was said</b>', 'broken'],
  ])('is a failure: %s', (named, reason) => {
    expect(endingOf(named)).toMatchObject({ type: 'failed', reason });
  });

  it.each([null, undefined, '', 'null', 'None', 'FINISH_REASON_UNSPECIFIED', 5, {}, [], true])(
    'is not told by %j',
    (named) => {
      expect(endingOf(named)).toBeNull();
    },
  );
});

describe('a chunk in OpenAI’s format', () => {
  it.each([
    { object: 'error', message: 'overloaded' },
    { type: 'error', message: 'overloaded' },
    { success: false, errors: [{ code: 4006, message: 'used up' }] },
    { detail: 'Not Found' },
    { base_resp: { status_code: 1008, status_msg: 'insufficient balance' }, choices: null },
    { code: 500, message: 'it broke' },
  ])('tells of an error that was sent with 200: %j', (chunk) => {
    expect(errorInChunk(chunk)).toEqual(chunk);
  });

  it.each([
    { choices: [] },
    { choices: [{ delta: { content: 'x' } }], message: 'fine', code: 200 },
    { usage: { total_tokens: 5 } },
    { base_resp: { status_code: 0, status_msg: '' }, choices: null },
    { type: 'ping' },
    {},
    null,
  ])('tells of none: %j', (chunk) => {
    expect(errorInChunk(chunk)).toBeNull();
  });

  it('says a refusal in the model’s own words', () => {
    const chunk = { choices: [{ delta: { content: null, refusal: 'I cannot.' }, finish_reason: 'stop' }] };
    expect(readOpenAiChunk(chunk)).toMatchObject({ text: 'I cannot.', ending: { type: 'complete' } });
  });

  it.each([
    ['z-ai/glm-5.2:free', 'z-ai/glm-5.2:free'],
    ['', null],
    [5, null],
    [null, null],
    [['gpt'], null],
    [{ id: 'gpt' }, null],
    [undefined, null],
  ])('names the model that answered where it names one: %j', (model, answered) => {
    expect(readOpenAiChunk({ model, choices: [] }).model).toBe(answered);
  });

  it.each([
    null,
    5,
    'text',
    [],
    {},
    { choices: null },
    { choices: [null] },
    { choices: 'x' },
    { choices: [{ delta: 5 }] },
  ])('says nothing where it is none: %j', (chunk) => {
    expect(readOpenAiChunk(chunk)).toMatchObject({ text: null, ending: null, usage: null });
  });
});
