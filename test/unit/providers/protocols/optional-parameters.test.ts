import { ProviderError } from '../../../../src/providers/contract/provider-error.ts';
import {
  createOptionalParameters,
  SYSTEM_ROLE,
} from '../../../../src/providers/protocols/optional-parameters.ts';

const NAMES = ['stream_options', 'reasoning_effort', 'max_tokens', SYSTEM_ROLE];

function refusal(httpStatus = 400, isUnknown = true): ProviderError {
  return new ProviderError('refused', {
    status: 'invalid_request',
    reason: 'bad_request',
    httpStatus,
    isUnknown,
  });
}

describe('the parameters that not every service takes', () => {
  it.each([
    [
      400,
      '{"error":{"message":"Unrecognized request argument supplied: stream_options"}}',
      ['stream_options'],
    ],
    [422, '{"detail":[{"loc":["body","stream_options","include_usage"]}]}', ['stream_options']],
    [400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", ['max_tokens']],
    [400, '{"object":"error","message":"System role not supported","code":400}', [SYSTEM_ROLE]],
    [400, "role 'system' is not supported on this model", [SYSTEM_ROLE]],
    [424, 'Conversation roles must alternate user/assistant/user/assistant/...', [SYSTEM_ROLE]],
    [500, 'Jinja Exception: System role not supported', [SYSTEM_ROLE]],
    [400, 'stream_options and reasoning_effort are unknown', ['stream_options', 'reasoning_effort']],
  ])('are left out after a refusal that names them: %i %s', (status, body, refused) => {
    const parameters = createOptionalParameters(NAMES);
    expect(parameters.judge('a', refusal(status), body).mayRepeat).toBe(true);
    expect([...parameters.refusedBy('a')]).toEqual(refused);
    expect([...parameters.refusedBy('b')]).toEqual([]);
  });

  it.each([
    [500, 'stream_options broke us'],
    [429, 'stream_options'],
    [400, 'max_tokens must be at most 8192'],
    [400, 'After the optional system message, conversation roles must alternate user/assistant/user'],
    [503, 'System role not supported'],
  ])('are kept after any other failure: %i %s', (status, body) => {
    const parameters = createOptionalParameters(NAMES);
    expect(parameters.judge('a', refusal(status, false), body).mayRepeat).toBe(false);
    expect([...parameters.refusedBy('a')]).toEqual([]);
  });

  it('are suspected once where a refusal names nothing', () => {
    const parameters = createOptionalParameters(NAMES);
    expect(parameters.judge('a', refusal(), 'Bad Request').mayRepeat).toBe(true);
    expect([...parameters.refusedBy('a')]).toEqual(['stream_options']);
    parameters.accepted('a');
    expect([...parameters.refusedBy('a')]).toEqual(['stream_options']);
    expect(parameters.judge('a', refusal(), 'Bad Request').mayRepeat).toBe(false);
  });

  it('are cleared of suspicion where the request is refused without them as well', () => {
    const parameters = createOptionalParameters(NAMES);
    parameters.judge('a', refusal(), 'Bad Request');
    expect(parameters.judge('a', refusal(), 'Bad Request').mayRepeat).toBe(false);
    expect([...parameters.refusedBy('a')]).toEqual([]);
    expect(parameters.judge('a', refusal(), 'Bad Request').mayRepeat).toBe(false);
  });

  it('are not suspected by a model that took them before', () => {
    const parameters = createOptionalParameters(NAMES);
    parameters.accepted('a');
    expect(parameters.judge('a', refusal(), 'Bad Request').mayRepeat).toBe(false);
  });
});
