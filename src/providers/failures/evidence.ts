/** What tells one kind of refusal: its codes, types and reasons, or the provider's words to people. */
export interface Evidence {
  codes: RegExp;
  words?: RegExp;
}

const KINDS = '(?:organi[sz]ation|account|project|workspace|team|consumer|user)';
/** Not what is only theirs: "user location", "the account's key". */
const WHO = String.raw`\b${KINDS}(?!'s? (?:key|ip)| (?:location|country|region|ip|tier|role|message|content|input|prompt|agent)\b)`;
const STOPPED =
  '(?:restricted|suspended|deactivated|disabled|banned|terminated|closed|locked|archived|deleted|denied access)';
/** "org-123", "(a@b.c)": a name, never an ordinary word, which would be what the sentence is about. */
const ITS_NAME = String.raw`(?:\s+[^\s.]*[\d'"\x60(<_:-][^\s]*){0,2},?`;
const NOT_READY = [
  String.raw`(?:not|has not|hasn't)(?: yet| been| currently)* (?:active|activated|approved|verified)`,
  'inactive|unverified|paused|under review|on hold|frozen|blocked|revoked|(?:pending|awaiting) (?:verification|approval|activation|review)',
].join('|');

/**
 * The account may not be used any more, or not yet. Groq: 400 `organization_restricted` (songquanpeng/one-api#1764). Google:
 * "Consumer 'api_key:…' has been suspended", "Your project has been denied access", "disabled in this account for violation of
 * Terms of Service" (snailyp/gemini-balance#382, lbjlaq/Antigravity-Manager#1653).
 */
export const ACCOUNT: Evidence = {
  codes: new RegExp(String.raw`${KINDS}_(?:is_)?(?:${STOPPED}|inactive|not_active)|access_terminated`, 'i'),
  words: new RegExp(
    [
      String.raw`${WHO}\b[^.]{0,80}\b${STOPPED}\b|\b${STOPPED}\b[^.]{0,20}\b(?:this|your) ${WHO}`,
      String.raw`${WHO}${ITS_NAME} (?:(?:is|was|has been) )?(?:currently |still |temporarily )?(?:${NOT_READY})\b(?! (?:the|this|to use|to stream|for (?:the|this) model)\b)`,
      String.raw`\baccess(?! (?:token|key))(?: to (?:the|this|our) (?:api|service|platform))? (?:has been|was|is) (?:temporarily |permanently )?(?:revoked|suspended|terminated)\b`,
      String.raw`\b(?:verify|activate) your (?:organi[sz]ation|account)\b(?! to (?:use|stream))`,
    ].join('|'),
    'i',
  ),
};

/**
 * The key is good, but not for this use: `API_KEY_SERVICE_BLOCKED`, `API_KEY_IP_ADDRESS_BLOCKED`
 * (continuedev/continue#12781). OpenAI names the scopes that a restricted key lacks.
 */
export const KEY_RESTRICTED: Evidence = {
  codes: /API_KEY_\w+_BLOCKED|API_TARGET_BLOCKED|SCOPE_INSUFFICIENT/i,
  words: new RegExp(
    [
      String.raw`\bkey\b[^.]{0,40}\brestrictions?\b|requests to this api\b.*\bare blocked`,
      String.raw`\bkey\b[^.]{0,20}\b(?:does not|doesn't) have (?:access|permission)|\bmissing scopes?\b`,
      // Hugging Face, of a token that is not meant for its Inference Providers.
      String.raw`\bauthentication method does not have sufficient permissions\b`,
    ].join('|'),
    'i',
  ),
};

/** Google's 403 before the API is enabled (google-gemini/deprecated-generative-ai-python#10). */
export const API_DISABLED: Evidence = {
  codes: /SERVICE_DISABLED|accessNotConfigured/i,
  words: new RegExp(
    [
      'has not been used in project .*or it is disabled',
      String.raw`\bapi(?: \[?[\w.]+\.googleapis\.com\]?)? (?:(?:is |has been |was |has )?(?:not (?:been )?enabled|disabled)|(?:must|has to|needs to) be enabled)\b(?! (?:for|in|on) (?:th(?:is|e)|your) (?:account|organi[sz]ation|team|user|model)\b)`,
      String.raw`\benable (?:(?!in\b|to\b|for\b|with\b|on\b|via\b|billing\b)\w+ ){0,4}api\b(?! (?:keys?|tokens?|settings|access|mode)\b)`,
    ].join('|'),
    'i',
  ),
};

/**
 * Money is missing, with 402 or without: Groq's `blocked_api_access` at a spend limit, OpenAI's `insufficient_quota`,
 * Moonshot's `exceeded_current_quota_error` (MoonshotAI/Kimi-K2#5), Alibaba's `Arrearage` and `AllocationQuota.FreeTierOnly`. Anthropic: 400 "Your credit balance is too low" (anthropics/claude-quickstarts#229).
 * OpenRouter: 403 "Key limit exceeded", the dollars that its owner allowed a key (https://openrouter.ai/docs/api-reference/limits).
 * LiteLLM: "Budget has been exceeded!". One API and its descendants, and Zhipu, say it in Chinese: the account's quota is
 * not enough, the token's is used up, the balance is too small, the account is in arrears.
 */
export const UNPAID: Evidence = {
  codes:
    /payment_required|exceeded_current_quota|AccountOverdue|insufficient_(?:user_)?(?:quota|balance|credits?|funds)|billing_\w+|blocked_api_access|spend_limit|arrearage|FreeTierOnly|budget_exceeded|consume_token_quota|credit_limit/i,
  words: new RegExp(
    [
      String.raw`\binsufficient (?:account )?(?:balance|credits?|funds)`,
      String.raw`\bcredits? (?:are|is|has been|have been) (?:depleted|exhausted|used up)|\b(?:out of|no|any) credits\b(?! (?:were|are|was|have been|will be)\b)`,
      String.raw`\bspend(?:ing)? (?:limit|cap)|\bbilling (?:cap|hard limit)|\bbilling (?:is )?(?:not enabled|disabled)|\benable billing\b`,
      String.raw`\bpayment (?:is )?required|\badd a payment method|\bbilling limit\b|\b(?:no|not have an) active subscription\b|\binactive subscription\b`,
      String.raw`\boverdue balance\b|\bbalance\b[^.]{0,20}\b(?:insufficient|too low|not enough|exhausted)\b|\bkey limit exceeded\b`,
      String.raw`\b(?:exceeded|requires)\b[^.]{0,40}\bcredits\b|\bfree tier\b[^.]{0,40}\bexhausted\b`,
      String.raw`\bbudget has been exceeded\b|\bexceeded\w*budget\b|\bspecified api usage limits\b|\badded a credit card\b`,
      String.raw`\btrial (?:period )?(?:has |is )?(?:ended|expired|over)\b|\bsubscription\b(?! key)[^.]{0,30}\b(?:expired|ended|cancell?ed|lapsed|not active)\b|\byour (?:plan|credits?) (?:has|have|is|are) expired\b`,
      String.raw`\bbilling account\b[^.]{0,40}\b(?:not found|not exist|not active|inactive|disabled|closed|missing)\b|\b(?:no|not have an?) (?:active )?billing account\b`,
      '(?:额度|余额|配额)(?:不足|已用尽|已用完)|欠费',
    ].join('|'),
    'i',
  ),
};

/** The model does not exist, or no longer. */
export const MODEL_UNKNOWN: Evidence = {
  codes:
    /model_(?:not_found|decommissioned|not_available|not_supported|does_not_exist)|(?:unknown|invalid)_model/i,
  words: new RegExp(
    [
      String.raw`\bmodels?\b.{0,160}?\b(?:not found|(?:does not|doesn't|not) exist|decommissioned|retired|no longer (?:supported|available))\b`,
      // Also OpenRouter's "is not a valid model ID", Google's "unexpected model name format", LM Studio's "No models loaded".
      String.raw`\b(?:unknown|invalid) model\b|\bnot a valid model\b|\bmodel name format\b|\bno models? loaded\b`,
      String.raw`\bmodel\b.{0,160}?\bnot supported by any provider\b|\bno such model\b`,
      // Azure, of a model for something else: "The chatCompletion operation does not work with the specified model".
      String.raw`\b(?:does|do) not work with the specified model\b`,
    ].join('|'),
    'i',
  ),
};

/**
 * The model exists, and what the account chose or left undone keeps it out, whatever the code says. OpenAI: 404 with
 * `model_not_found` "Your organization must be verified to use the model". OpenRouter: 404 "No endpoints found matching your data
 * policy", in later words "matching your guardrail restrictions and data policy" (truefoundry/models#826).
 */
export const MODEL_GATED: Evidence = {
  codes: /model_terms|ModelNotOpen/i,
  words: new RegExp(
    [
      String.raw`\bmust be verified to (?:use|stream)\b|\bmatching your\b[^.]{0,40}\bdata policy\b`,
      // Volcengine: "Your account … has not activated the model" (anything of `ModelNotOpen`).
      String.raw`\bhas not activated the model\b`,
      // OpenAI: "Project … does not have access to model". OpenRouter: "requires you to bring your own API key".
      String.raw`\bnot have access to (?:the )?model\b|\bbring your own (?:api )?key\b`,
      String.raw`\bmodel requires (?:identity )?verification\b|\bmodel requires real-?name\b|\bmodel requires a subscription\b`,
      // OpenRouter, of services that the account's settings leave out (maximhq/bifrost#4141, tempoxyz/mpp#977).
      String.raw`\bno allowed providers are available\b|\(account settings\)`,
    ].join('|'),
    'i',
  ),
};

/** The model exists, but this account has to be let in: Groq's `model_permission_blocked_project`, `model_terms_required`. */
export const MODEL_BLOCKED: Evidence = {
  codes: /model[_.](?:permission|terms|access)\w*|key_model_access_denied/i,
  words: new RegExp(
    [
      String.raw`\bmodel\b.{0,160}?\b(?:blocked at the|requires terms|not (?:enabled|allowed|permitted) for your)`,
      String.raw`\b(?:no|not have|don't have|doesn't have) (?:access|permission)\b.{0,40}\bmodel\b`,
      String.raw`\baccess to (?:the |this )?model\b[^.]{0,60}\b(?:revoked|suspended|denied|disabled)\b`,
      String.raw`\bnot (?:permitted|allowed|authori[sz]ed) to (?:access|use) (?:this|the) model\b|\bmodel access denied\b`,
    ].join('|'),
    'i',
  ),
};

/**
 * Rules about content that only this provider has, and that refuse ordinary questions: DeepSeek's "Content Exists Risk"
 * (deepseek-ai/DeepSeek-V2#30), Alibaba's `data_inspection_failed` (QwenLM/qwen-code#3145), Volcengine's
 * `InputTextSensitiveContentDetected`, MiniMax' "input new_sensitive" and what Zhipu says in Chinese of sensitive content.
 */
export const OWN_RULES: Evidence = {
  codes: /data_?inspection|sensitive_?content|censorship/i,
  words:
    /\b(?:in|out)put new_sensitive\b|敏感内容|\bcontent exists risk\b|\b(?:input|output)\b[^.]{0,20}\bmay contain inappropriate content\b/i,
};

/** The provider's rules about content, as an error instead of an ending (Wei-Shaw/sub2api#4785). */
export const REFUSAL: Evidence = {
  codes: /content_(?:policy|filter)|moderation|flagged|ResponsibleAI/i,
  words:
    /\bunsafe (?:request|prompt|input|content)\b|^blocked (?:input|output)\b|\bviolat\w+\b[^.]{0,60}\b(?:guidelines?|policy|policies)\b|\b(?:input|prompt|content)\b[^.]{0,40}\bflagged\b/i,
};

/**
 * The key itself is named: wrong, expired, leaked (continuedev/continue#10513) or missing. OpenRouter says "User not found" of
 * a key that it does not know (Fosowl/agenticSeek#407).
 */
export const KEY: Evidence = {
  codes:
    /api_key_(?:invalid|expired)|(?:invalid|wrong|expired|missing)_api_key|invalid_(?:token|authentication|issuer)|\bUNAUTHENTICATED\b|authentication_error|ACCESS_TOKEN_\w+|CREDENTIALS_MISSING/i,
  words:
    /\b(?:api|subscription)[ _-]?(?:key|token)\b|\bbad credentials\b|\binvalid username or password\b|\bauth(?:entication|orization) (?:required|header|error|fail\w*)|^user not found|\b(?:access|auth|bearer|invalid|expired) token\b|\bauth(?:entication|orization)? credentials?\b|\bunauthori[sz]ed\b|\bunauthenticated\b|\bapi secret key\b|(?:无效|已过期|过期|错误)的?令牌|令牌(?:无效|已过期|状态不可用)/i,
};

/**
 * What answers is no such API: Groq's `unknown_url` for a base URL with a path, or what web servers say of a path that they do
 * not know, as Go's, FastAPI and Vercel do. LM Studio says so with 200 (lmstudio-ai/lmstudio-bug-tracker#618).
 */
export const WRONG_ADDRESS: Evidence = {
  codes: /unknown_url|route_not_found/i,
  words: new RegExp(
    [
      String.raw`\b(?:unknown|invalid) (?:request )?url\b|\bno (?:such )?route\b|\bcannot (?:post|get) \/`,
      String.raw`^(?:404:? )?(?:page |resource |path )?not found\.?$|^method not allowed\.?$`,
      String.raw`\b(?:page|deployment|site|application) (?:could not|cannot|can't) be found\b|\bunexpected endpoint or method\b`,
    ].join('|'),
    'i',
  ),
};

/**
 * The model reads no pictures, whatever the status: OpenRouter: 404 "No endpoints found that support image input"
 * (NousResearch/hermes-agent#23411). DeepSeek: 422 "unknown variant `image_url`, expected `text`".
 */
export const PICTURES: Evidence = {
  codes: /image_(?:not_supported|input_not_supported)|unsupported_image/i,
  words: new RegExp(
    [
      String.raw`\bsupport image (?:input|url)|\b(?:does not|doesn't|not) support (?:images?|image input|vision|multimodal)\b`,
      String.raw`\bimages? (?:inputs? |content )?(?:is|are) not supported\b|\bnot a (?:multimodal|vision) model\b|\bunknown variant .?image_url\b|\bat most \d+ images?\b`,
    ].join('|'),
    'i',
  ),
};

/** LM Studio says with 400 that the process of a model ended (lmstudio-ai/lmstudio-bug-tracker#1347). */
export const CRASHED: Evidence = {
  codes: /model_crashed/i,
  words:
    /\bmodel (?:has )?crashed\b|^model unloaded\b|\bfailed to load model\b|\binsufficient system resources\b/i,
};

/** What the question or its model caused: Groq's gpt-oss calls tools that it was not given. */
export const QUESTION: Evidence = { codes: /tool_use_failed|json_validate_failed|output_parse_failed/i };
