import type { FailureReason } from '../../../src/providers/contract/ending.ts';

/** The shape of most services. */
export const said = (message: string, code: string | number | null = null, type?: string): object => ({
  error: { message, code, type },
});
const google = (status: string, message: string, reason?: string): object => ({
  error: { message, status, details: reason ? [{ reason }] : [] },
});
const page = (title: string): string => `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>`;
export const upstream = (raw: unknown): object => ({
  error: { message: 'Provider returned error', code: 400, metadata: { raw, provider_name: 'Chutes' } },
});

/** What services and the servers in front of them send, by what it means; from their documentation and people's reports. */
export const RECORDED: Partial<Record<FailureReason, readonly (readonly [status: number, body: unknown])[]>> =
  {
    invalid_key: [
      [401, said('Expired API Key', 'expired_api_key')],
      [400, google('INVALID_ARGUMENT', 'API key expired. Please renew the API key.', 'API_KEY_INVALID')],
      [401, { message: 'Wrong API Key', param: 'api_key', code: 'wrong_api_key' }],
      [401, { message: 'no api key supplied' }],
      [498, { message: 'invalid token' }],
      [401, said('User not found.', 401)],
      [401, said('No auth credentials found', 401)],
      [401, said('Missing Authentication header', 401)],
      [401, { detail: 'Unauthorized' }],
      [401, { error: 'Invalid username or password.' }],
      [401, said('Bad credentials', 'unauthorized')],
      [403, { title: 'Forbidden', detail: 'Authorization failed' }],
      [400, { code: 'Client specified an invalid argument', error: 'Incorrect API key provided: xa***23.' }],
      [
        401,
        said(
          'Access denied due to invalid subscription key. Provide a key for an active subscription.',
          '401',
        ),
      ],
      [401, page('401 Authorization Required')],
      [401, '"Invalid token"'],
      [401, { success: false, errors: [{ code: 10_000, message: 'Authentication error' }] }],
      [401, said('无效的令牌')],
      [401, said('Your authentication token is not from a valid issuer.', 'invalid_issuer')],
    ],
    key_restricted: [
      [403, { message: 'Forbidden: your API key does not have access' }],
      [401, said('You have insufficient permissions for this operation. Missing scopes: model.request.')],
      [
        403,
        google(
          'PERMISSION_DENIED',
          'Requests from referer <empty> are blocked.',
          'API_KEY_HTTP_REFERRER_BLOCKED',
        ),
      ],
      [
        403,
        {
          error:
            'This authentication method does not have sufficient permissions to call Inference Providers',
        },
      ],
    ],
    account_restricted: [
      [401, said('The project you are requesting has been archived and is no longer accessible')],
      [403, google('PERMISSION_DENIED', 'Project #123 has been deleted.', 'USER_PROJECT_DENIED')],
      [412, said('Account x is suspended, possibly due to reaching a limit', 'PRECONDITION_FAILED')],
    ],
    payment_required: [
      [
        403,
        google('PERMISSION_DENIED', 'This API method requires billing to be enabled.', 'BILLING_DISABLED'),
      ],
      [429, google('RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.')],
      [
        403,
        said('Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys', 403),
      ],
      [400, said('Your credit balance is too low to access the Anthropic API.')],
      [403, { code: 30001, message: 'Sorry, your account balance is insufficient', data: null }],
      [400, said('Access denied, please make sure your account is in good standing.', 'Arrearage')],
      [403, said('The free tier of the model has been exhausted.', 'AllocationQuota.FreeTierOnly')],
      [403, { error: 'You have exceeded your monthly included credits for Inference Providers.' }],
      [429, { error: 'Your team has used all available credits or reached its monthly spending limit.' }],
      [429, { message: 'You have exceeded your billing limit.' }],
      [400, said('Budget has been exceeded! Current cost: 5.2, Max budget: 5.0', '400')],
      [400, said('You have reached your specified API usage limits. You will regain access on 2026-12-01.')],
      [403, said('用户额度不足, 剩余额度: $0.00', 'insufficient_user_quota')],
      [429, said('您的账户已欠费,请充值后重试', '1113')],
      [400, { base_resp: { status_code: 1008, status_msg: 'insufficient balance' }, choices: null }],
      [401, { detail: 'Inactive subscription, please visit console.mistral.ai' }],
      [
        429,
        said(
          'Your account org-1 <ak-1> is suspended, please check your plan',
          'exceeded_current_quota_error',
        ),
      ],
      [
        403,
        said('Your account org-1 is suspended due to insufficient balance, please recharge your account'),
      ],
      [403, said('The request failed because your account has an overdue balance.', 'AccountOverdueError')],
    ],
    forbidden: [
      [403, said('{\n "error": {"code": 403, "message": "The caller does not have permission"}}', 403)],
    ],
    location: [
      [403, page('Vercel Security Checkpoint')],
      [403, page('Just a moment...')],
      [403, page('ERROR: The requested URL could not be retrieved')],
      [403, '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>'],
      [
        403,
        said('Access denied due to Virtual Network/Firewall rules. Your IP is not allowed.', 'AccessDenied'),
      ],
      [400, google('FAILED_PRECONDITION', 'Gemini API free tier is not available in your country.')],
      [
        400,
        google(
          'FAILED_PRECONDITION',
          'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
        ),
      ],
      [401, said('Your request was made from an IP address that is not allowed', 'ip_not_authorized')],
      [403, said('您的IP不在白名单')],
      [451, said('Unavailable for legal reasons')],
    ],
    model_not_found: [
      [404, google('NOT_FOUND', 'This model models/gemini-2.5-flash is no longer available to new users.')],
      [400, google('INVALID_ARGUMENT', '* GenerateContentRequest.model: unexpected model name format')],
      [400, said('foo is not a valid model ID', 400)],
      [400, said('Model Not Exist', 'invalid_request_error')],
      [
        400,
        said(
          "The requested model 'foo' is not supported by any provider you have enabled.",
          'model_not_supported',
        ),
      ],
      [400, { object: 'error', message: 'Invalid model: foo', type: 'invalid_model', code: '1500' }],
      [400, { error: 'No models loaded. Please load a model in the developer page.' }],
      [400, said('Unknown model: foo', 'unknown_model')],
      [404, said('model "qwen3:8b" not found, try pulling it first')],
      [404, said('No endpoints found for foo/bar:free.', 404)],
      [410, { title: 'Gone', detail: "The model 'x' has reached its end of life." }],
    ],
    model_blocked: [
      [404, said('No endpoints found matching your data policy (Free model publication).', 404)],
      [404, said('No endpoints available matching your guardrail restrictions and data policy.', 404)],
      [403, said('Your organization must be verified to use the model `o3`.', 'model_not_found')],
      [403, said('No access to model: openai/gpt-5', 'no_access')],
      [403, said('Project `proj_1` does not have access to model `gpt-5`', 'model_not_found')],
      [400, said('Your organization must be verified to stream this model.', 'unsupported_value')],
      [403, said('This model requires you to bring your own API key.', 403)],
      [403, { message: 'You are not permitted to access this model, check the API docs' }],
      [403, said('Model access denied.', 'Model.AccessDenied')],
      [
        429,
        google(
          'RESOURCE_EXHAUSTED',
          'Quota exceeded for metric: x/generate_content_free_tier_requests, limit: 0, model: gemini-3.1-pro Please retry in 25s.',
        ),
      ],
      [429, google('RESOURCE_EXHAUSTED', "Gemini 3.1 Pro Preview doesn't have a free quota tier.")],
      [401, upstream('{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}')],
      [402, upstream({ error: { message: 'Insufficient Balance' } })],
      [404, said('No allowed providers are available for the selected model.', 404)],
      [404, said('Paid model training violation (account settings): 1 endpoint excluded', 404)],
      [403, { error: 'this model requires a subscription, upgrade for access: https://ollama.com/upgrade' }],
      [404, said('Your account 2100 has not activated the model doubao-pro.', 'ModelNotOpen')],
    ],
    wrong_address: [
      [404, '404 page not found'],
      [404, { detail: 'Not Found' }],
      [405, { detail: 'Method Not Allowed' }],
      [404, said('Resource not found', '404')],
      [404, 'The page could not be found\n\nNOT_FOUND\n\nfra1::abc'],
      [404, 'The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND\n\nfra1::x'],
      [404, said('Invalid URL (POST /v1/v1/chat/completions)')],
      [404, page('Error 404 (Not Found)!!1')],
      [400, page('400 The plain HTTP request was sent to HTTPS port')],
      [426, 'Upgrade Required'],
    ],
    too_large: [
      [413, page('413 Request Entity Too Large')],
      [400, said('The prompt is too long: 210000 tokens > 200000 maximum')],
      [400, said('Prompt exceeds max length', '1261')],
      [400, { error: 'This maximum prompt length is 131072 but the request contains 140000 tokens.' }],
      [400, said('This endpoint\'s maximum context length is 8192 tokens. Use "middle-out".', 400)],
      [400, google('INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.')],
      [400, said('Your request exceeded model token limit: 8192')],
      [400, said('Range of input length should be [1, 129024]', 'invalid_parameter_error')],
      [422, said('`inputs` tokens + `max_new_tokens` must be <= 4097. Given: 4081 `inputs` tokens')],
      [400, said('messages.0.content.1.image.source.base64: image exceeds 5 MB maximum')],
      [400, { object: 'error', message: 'max_tokens must be at least 1, got -200.', code: 400 }],
      [400, upstream({ error: { message: "This model's maximum context length is 8192 tokens." } })],
      [400, upstream('{"error":{"message":"Too long","code":"context_length_exceeded"}}')],
      [
        400,
        said(
          'request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it',
          400,
        ),
      ],
      [500, said('Context size has been exceeded.', 500)],
      [400, said('The decoder prompt (length 5000) is longer than the maximum model length of 4096.', 400)],
      [400, { error: 'Cannot truncate prompt with n_keep (8310) >= n_ctx (4096)' }],
      [
        400,
        { code: 20015, message: 'length of prompt_tokens (40000) must be less than max_seq_len (32768).' },
      ],
      [400, said('litellm.BadRequestError: ContextWindowExceededError: too many', '400')],
    ],
    refused: [
      [498, { message: 'Unsafe request' }],
      [498, { message: 'blocked output: please check the generated text' }],
      [403, { error: { code: 403, message: 'Input was flagged', metadata: { reasons: ['violence'] } } }],
      [400, said('The response was filtered.', 'content_filter')],
      [
        403,
        said(
          'x requires moderation on OpenAI. Your input was flagged for "violence". No credits were charged.',
          403,
        ),
      ],
      // Xiaomi MiMo, as an event.
      [400, `data:${JSON.stringify(said('Moderation Block', '421', 'content_filter'))}\n\n`],
    ],
    refused_here: [
      [400, said('Input data may contain inappropriate content.', 'data_inspection_failed')],
      [
        400,
        said('<400> InternalError.Algo.DataInspectionFailed: Output data may contain inappropriate content.'),
      ],
      [400, { detail: 'Content Exists Risk' }],
      [400, said('Content Exists Risk', 'invalid_request_error')],
      [
        400,
        said(
          'The request failed because the input text may contain sensitive information.',
          'InputTextSensitiveContentDetected',
        ),
      ],
      [400, said('系统检测到输入或生成内容可能包含不安全或敏感内容', '1301')],
      [451, said('The content you provided or machine outputted is blocked.', null, 'censorship_blocked')],
    ],
    server_error: [
      [499, google('CANCELLED', 'The operation was cancelled.')],
      [400, { error: 'The model has crashed without additional information. (Exit code: 1844)' }],
      [400, { error: 'Model unloaded.' }],
      [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
      [520, page('api.x | 520: Web server is returning an unknown error')],
      [521, 'error code: 521'],
      [503, page('Just a moment...')],
      [502, '<html>\r\n<head><title>502 Bad Gateway</title></head>'],
      [400, said('Failed to load model "x": a context length of 131072 needs more memory.')],
    ],
    bad_request: [
      [404, said('No endpoints found that support image input', 404)],
      [422, said('messages[0]: unknown variant `image_url`, expected `text`', 'invalid_request_error')],
      [400, { object: 'error', message: 'x is not a multimodal model', code: 400 }],
      [
        500,
        said(
          'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
          500,
        ),
      ],
    ],
    quota_exhausted: [
      [403, said('Out of call volume quota for pricing tier F0. Please retry after 15 days.', '403')],
      [
        429,
        {
          errors: [
            { message: 'AiError: you have used up your daily free allocation of 10,000 neurons', code: 4006 },
          ],
        },
      ],
      [429, { message: 'Monthly token quota exceeded' }],
      [429, { error: 'you (name) have reached your weekly usage limit, upgrade for higher limits' }],
      [429, { error: 'you (name) have reached your session usage limit, upgrade for higher limits' }],
      [403, said("You've reached your usage limit for this billing cycle.", 'access_terminated_error')],
    ],
    timeout: [[504, 'An error occurred with your deployment\n\nFUNCTION_INVOCATION_TIMEOUT']],
    rate_limit: [
      [429, upstream('deepseek/x:free is temporarily rate-limited upstream. Please retry shortly.')],
      [429, { object: 'error', message: 'Service tier capacity exceeded for this model.', code: '3505' }],
    ],
  };
