import { classifyFailure } from '../../../src/providers/failures/classify-failure.ts';
import { reportedFailure } from '../../../src/providers/failures/reported-failure.ts';

function reasonOf(status: number, message: string): string {
  const { reason, isUnknown } = classifyFailure(reportedFailure(status, {}, { error: { message } }, null));
  return isUnknown ? 'unknown' : reason;
}

describe('a refusal in words', () => {
  it.each([
    [400, 'This account is not active', 'account_restricted'],
    [400, 'Your organization is not active', 'account_restricted'],
    [400, 'Your access to the API has been revoked', 'account_restricted'],
    [400, 'Account is pending verification', 'account_restricted'],
    [400, 'Your free trial has ended', 'payment_required'],
    [400, 'Billing account not found', 'payment_required'],
    [400, 'Please enable the Generative Language API', 'api_disabled'],
    [400, 'location not supported', 'location'],
    [403, 'Generative Language API is disabled for this project', 'api_disabled'],
    [403, 'Requests from your location are not permitted', 'location'],
    [403, 'Access from your country is denied', 'location'],
    [403, 'Access restricted in your jurisdiction', 'location'],
    [403, 'Request from Iran is not allowed', 'location'],
    [403, 'Sorry, you have been blocked', 'location'],
    [403, 'Just a moment...', 'location'],
    [
      400,
      'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
      'location',
    ],
    [400, 'Organization org-12ab is currently inactive.', 'account_restricted'],
    [400, 'Your account (a@b.c) has not been activated yet', 'account_restricted'],
    [400, 'Your account is under review', 'account_restricted'],
    [403, 'Please verify your organization before calling the API', 'account_restricted'],
    [403, 'Access to this service has been suspended', 'account_restricted'],
    [400, 'Your subscription has expired', 'payment_required'],
    [400, 'No billing account is linked to this project', 'payment_required'],
    [403, 'API [generativelanguage.googleapis.com] not enabled on project [123]', 'api_disabled'],
    [403, 'Enable the Vertex AI API in the console', 'api_disabled'],
    [403, 'This service is unavailable in your region', 'location'],
    [403, 'Users from North Korea are blocked', 'location'],
    [403, 'The API is not available in Hong Kong', 'location'],
    [403, 'Access to the API is prohibited from your country', 'location'],
    [403, 'Attention Required! | Cloudflare', 'location'],
    [403, 'Please enable JavaScript and cookies to continue', 'location'],
    [400, 'Workspace is paused', 'account_restricted'],
    [400, 'Your credits have expired', 'payment_required'],
    [400, 'Your project does not have an active billing account', 'payment_required'],
    [400, 'The Generative Language API must be enabled', 'api_disabled'],
    [403, 'Cloud AI Companion API has not been enabled', 'api_disabled'],
    [403, 'Service not offered in your country', 'location'],
    [403, 'We do not support your region', 'location'],
    [403, 'Your country is not on the list of supported countries', 'location'],
    [403, 'This service is not accessible from Russia', 'location'],
    [403, 'Access from Russian Federation is not allowed', 'location'],
    [403, "We don't currently serve users in Belarus", 'location'],
    [403, 'Access denied | api.x used Cloudflare to restrict access', 'location'],
    [403, 'Your location is not eligible', 'location'],
  ])('with %d, "%s", is known as %s', (status, message, reason) => {
    expect(reasonOf(status, message)).toBe(reason);
  });

  it.each([
    [400, 'The parameter account_type is not active in this mode', 'unknown'],
    [400, 'model x is not active', 'unknown'],
    [401, 'Your API key has been revoked', 'invalid_key'],
    [401, "Your account's API key has been revoked", 'invalid_key'],
    [401, 'Access token has been revoked', 'invalid_key'],
    [403, 'Your organization must be verified to use the model o3', 'model_blocked'],
    [403, 'Your organization is not verified to use the model o3', 'forbidden'],
    [404, 'Your account 2100 has not activated the model doubao-pro.', 'model_blocked'],
    [400, 'Please enable billing to use the API', 'payment_required'],
    [400, 'Enable the model in the API settings', 'unknown'],
    [400, 'Set enable_api to true', 'unknown'],
    [400, 'Invalid value for location', 'unknown'],
    [400, 'The request was blocked', 'unknown'],
    [400, 'User message is blocked', 'unknown'],
    [400, 'Requests from bots are not allowed', 'unknown'],
    [400, 'A country must be given', 'unknown'],
    [403, 'Your account is restricted in your region', 'account_restricted'],
    [400, 'trial must be a number', 'unknown'],
    [503, 'Just a moment...', 'server_error'],
    [429, 'Requests from your location are not permitted to exceed 5', 'rate_limit'],
    [400, 'just a moment in time is no valid tool name', 'unknown'],
    [403, 'API is disabled for this account', 'account_restricted'],
    [403, 'User location is restricted', 'location'],
    [400, 'user role is not active', 'unknown'],
    [400, 'tools are not supported in this location of the schema', 'unknown'],
    [400, 'The parameter top_k is restricted for this user tier', 'unknown'],
    [400, 'Additional property location is not allowed', 'unknown'],
    [400, 'Value not supported for parameter region', 'unknown'],
    [403, 'Access to model x has been suspended', 'model_blocked'],
    [400, 'Cannot enable api mode', 'unknown'],
    [400, 'Streaming API is disabled for this model', 'unknown'],
  ])('with %d, "%s", is of something else: %s', (status, message, reason) => {
    expect(reasonOf(status, message)).toBe(reason);
  });
});

describe('a limit in words', () => {
  it.each([
    ['Daily request limit reached (1000/1000)', 'quota_exhausted'],
    ['RPD limit reached (1500)', 'quota_exhausted'],
    ['per-day request limit of 50 exceeded', 'quota_exhausted'],
    ['You have used 500000 of 500000 tokens today', 'quota_exhausted'],
    ['50/50 requests used today', 'quota_exhausted'],
    ['0 of 50 requests left this month', 'quota_exhausted'],
    ['Limit 20 requests per 1m', 'rate_limit'],
    ['You have used 7 of 1000 requests today', 'rate_limit'],
    [
      'Requests per Day (actual/limit): 100/1000, Tokens per Minute (actual/limit): 65605/16000',
      'rate_limit',
    ],
    ['You sent 5 requests today. Please slow down', 'rate_limit'],
  ])('"%s" is one of today or of now: %s', (message, reason) => {
    expect(reasonOf(429, message)).toBe(reason);
  });
});
