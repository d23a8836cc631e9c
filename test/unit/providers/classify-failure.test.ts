import { systemClock } from '../../../src/foundation/clock.ts';
import { mapReportedFailure } from '../../../src/providers/failures/failure-mapper.ts';
import { reportedFailure } from '../../../src/providers/failures/reported-failure.ts';

const QUESTION =
  'Organization has been restricted, User location is not supported and my API key is not valid: why?';

function map(status: number | null, body: unknown, confidential: readonly string[] = []) {
  const context = { name: 'Groq', clock: systemClock, confidential };
  return mapReportedFailure(context, reportedFailure(status, {}, body, undefined));
}

/** Google's shape of an error. */
function google(code: number, status: string, message: string, reason?: string): object {
  const details = reason ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] : [];
  return { error: { code, message, status, details } };
}

/** Groq's shape of an error. */
function groq(message: string, code: string | null = null, type = 'invalid_request_error'): object {
  return { error: { message, type, code } };
}

const CLOUDFLARE =
  '<!DOCTYPE html>\n<html lang="en-US"><head><title>Attention Required! | Cloudflare</title>';

describe('a refusal', () => {
  it.each<[string, number, unknown, string]>([
    // Where the request comes from.
    ['of the network', 403, groq('Access denied. Please check your network settings.'), 'location'],
    ['by a CDN', 403, CLOUDFLARE, 'location'],
    ['by a CDN in plain text', 403, 'error code: 1009', 'location'],
    [
      'of the location',
      400,
      google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
      'location',
    ],
    [
      'of the country',
      403,
      groq('Country, region, or territory not supported', 'unsupported_country_region_territory'),
      'location',
    ],
    ['of the region in words', 403, { message: 'This service is not available in your region.' }, 'location'],
    ['for legal reasons', 451, {}, 'location'],
    ['of the address', 403, { message: 'Your IP address has been blocked.' }, 'location'],
    // What the account causes.
    [
      'of the organization',
      400,
      groq(
        'Organization has been restricted. Please reach out to support if you believe this was in error.',
        'organization_restricted',
      ),
      'account_restricted',
    ],
    [
      'of a suspended consumer',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        "Permission denied: Consumer 'api_key:AIzaSyBbw1' has been suspended.",
        'CONSUMER_SUSPENDED',
      ),
      'account_restricted',
    ],
    [
      'of the project',
      403,
      google(403, 'PERMISSION_DENIED', 'Your project has been denied access. Please contact support.'),
      'account_restricted',
    ],
    [
      'of a deactivated account',
      401,
      groq('The OpenAI account associated with this API key has been deactivated.', 'account_deactivated'),
      'account_restricted',
    ],
    ['of an account in words alone', 400, { message: 'Your account is suspended' }, 'account_restricted'],
    [
      'until the API is enabled',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'Generative Language API has not been used in project 5 before or it is disabled. Enable it by visiting https://console.developers.google.com/x then retry.',
        'SERVICE_DISABLED',
      ),
      'api_disabled',
    ],
    [
      'of a restricted key',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'Requests to this API generativelanguage.googleapis.com method x are blocked.',
        'API_KEY_SERVICE_BLOCKED',
      ),
      'key_restricted',
    ],
    [
      'of a key from elsewhere',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'The provided API key has an IP address restriction.',
        'API_KEY_IP_ADDRESS_BLOCKED',
      ),
      'key_restricted',
    ],
    ['for want of money', 402, {}, 'payment_required'],
    [
      'at a spend limit',
      400,
      groq('API access blocked: spend limit reached', 'blocked_api_access'),
      'payment_required',
    ],
    [
      'without credits',
      429,
      groq(
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
        'insufficient_quota',
      ),
      'payment_required',
    ],
    [
      'without credits in words',
      403,
      { message: "Your team doesn't have any credits yet." },
      'payment_required',
    ],
    // The key, where it is named.
    ['of the key', 401, groq('Invalid API Key', 'invalid_api_key'), 'invalid_key'],
    [
      'of the key by 400',
      400,
      google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'API_KEY_INVALID'),
      'invalid_key',
    ],
    [
      'of a leaked key',
      403,
      google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Please use another API key.'),
      'invalid_key',
    ],
    ['of Cohere’s token', 401, { message: 'invalid api token' }, 'invalid_key'],
    [
      'of credentials by status',
      401,
      google(401, 'UNAUTHENTICATED', 'The request was refused.'),
      'invalid_key',
    ],
    ['of nothing that is said', 403, groq('Forbidden'), 'forbidden'],
    ['with 401 of something else', 401, { message: 'Please verify your e-mail first.' }, 'forbidden'],
    ['with 401 by a page', 401, '<html><title>Sign in</title></html>', 'forbidden'],
    // The model.
    [
      'of an unknown model',
      404,
      groq('The model `x` does not exist or you do not have access to it.', 'model_not_found'),
      'model_not_found',
    ],
    [
      'of a model in words',
      400,
      { message: 'model gemini-3.5-x is not found for API version v1beta' },
      'model_not_found',
    ],
    [
      'of a blocked model',
      403,
      groq(
        'The model `m` is blocked at the project level.',
        'model_permission_blocked_project',
        'permissions_error',
      ),
      'model_blocked',
    ],
    [
      'before its terms',
      400,
      groq('The model `m` requires terms acceptance.', 'model_terms_required'),
      'model_blocked',
    ],
    // The address.
    [
      'of the address',
      404,
      groq('Unknown request URL: POST /openai/v1/openai/v1/chat/completions.', 'unknown_url'),
      'wrong_address',
    ],
    ['of a page that is not there', 404, '<html><head><title>404 Not Found</title></head>', 'wrong_address'],
    // The question.
    [
      'of the content',
      403,
      { code: 'permission-denied', error: 'Content violates usage guidelines.' },
      'refused',
    ],
    [
      'of a tool that was not given',
      400,
      groq('Failed to call a function.', 'tool_use_failed'),
      'bad_request',
    ],
    ['of anything else', 400, groq('something odd'), 'bad_request'],
  ])('%s (%d) is told apart', (_, status, body, reason) => {
    expect(map(status, body).reason).toBe(reason);
  });

  it.each([
    [
      429,
      google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for limit per minute for a region of your project'),
      'rate_limit',
    ],
    [
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details.',
      ),
      'rate_limit',
    ],
    [429, CLOUDFLARE, 'rate_limit'],
    [502, CLOUDFLARE, 'server_error'],
    [503, groq('model is overloaded; your account is not restricted'), 'server_error'],
  ])('with %d is no refusal of the account or the place', (status, body, reason) => {
    expect(map(status, body).reason).toBe(reason);
  });

  it('that quotes a question is not understood by what the person wrote', () => {
    const body = groq(`invalid content: ${QUESTION}`);
    expect(map(400, body, [QUESTION])).toMatchObject({ reason: 'bad_request', isUnknown: true });
  });

  it('of an unknown kind is known as such', () => {
    expect(map(400, groq('something odd')).isUnknown).toBe(true);
    expect(map(400, groq('Failed to call a function.', 'tool_use_failed')).isUnknown).toBe(false);
    expect(map(403, groq('Forbidden'))).toMatchObject({ isUnknown: false, message: 'Groq: Forbidden' });
  });
});
