import type { UpsertOptions } from './upsert-sql.ts';

// What moves when a request is settled: which columns are a row's key, which are added up.

export const summaryTable: UpsertOptions = {
  table: 'ai_usage_summary',
  columns: {
    date: 'date',
    provider: 'text',
    model: 'text',
    action_type: 'text',
    status: 'text',
    cost_source: 'text',
    tokens_estimated: 'bool',
    requests: 'int',
    prompt_tokens: 'bigint',
    completion_tokens: 'bigint',
    total_tokens: 'bigint',
    cached_tokens: 'bigint',
    reasoning_tokens: 'bigint',
    unmeasured: 'int',
    cost_pico_usd: 'bigint',
    latency_ms_sum: 'bigint',
    last_used_at: 'time',
  },
  keys: ['date', 'provider', 'model', 'action_type', 'status', 'cost_source', 'tokens_estimated'],
  add: [
    'requests',
    'prompt_tokens',
    'completion_tokens',
    'total_tokens',
    'cached_tokens',
    'reasoning_tokens',
    'unmeasured',
    'cost_pico_usd',
    'latency_ms_sum',
  ],
  latest: ['last_used_at'],
};

export const userTable: UpsertOptions = {
  table: 'ai_usage_user_summary',
  columns: {
    date: 'date',
    user_id: 'bigint',
    requests: 'int',
    total_tokens: 'bigint',
    cost_pico_usd: 'bigint',
  },
  keys: ['date', 'user_id'],
  add: ['requests', 'total_tokens', 'cost_pico_usd'],
};

export const userProviderTable: UpsertOptions = {
  table: 'ai_usage_user_provider',
  columns: {
    user_id: 'bigint',
    date: 'date',
    provider: 'text',
    requests: 'int',
    failed: 'int',
    prompt_tokens: 'bigint',
    completion_tokens: 'bigint',
    total_tokens: 'bigint',
    cost_pico_usd: 'bigint',
    flat_cost_pico_usd: 'bigint',
    last_used_at: 'time',
  },
  keys: ['user_id', 'date', 'provider'],
  add: [
    'requests',
    'failed',
    'prompt_tokens',
    'completion_tokens',
    'total_tokens',
    'cost_pico_usd',
    'flat_cost_pico_usd',
  ],
  latest: ['last_used_at'],
};

const { user_id: _, ...chatColumns } = userProviderTable.columns;

/** The same for groups and channels. */
export const chatTable: UpsertOptions = {
  ...userProviderTable,
  table: 'ai_usage_chat_summary',
  columns: { chat_id: 'bigint', ...chatColumns },
  keys: ['chat_id', 'date', 'provider'],
};

export const hourTable: UpsertOptions = {
  table: 'ai_usage_hour',
  columns: {
    hour: 'time',
    provider: 'text',
    model: 'text',
    key_hash: 'text',
    requests: 'int',
    answered: 'int',
    total_tokens: 'bigint',
    cost_pico_usd: 'bigint',
  },
  keys: ['hour', 'provider', 'model', 'key_hash'],
  add: ['requests', 'answered', 'total_tokens', 'cost_pico_usd'],
};

export const latencyTable: UpsertOptions = {
  table: 'ai_usage_latency',
  columns: { date: 'date', provider: 'text', model: 'text', bucket: 'int', requests: 'int' },
  keys: ['date', 'provider', 'model', 'bucket'],
  add: ['requests'],
};

export const readingTable: UpsertOptions = {
  table: 'ai_quota_reading',
  columns: {
    provider: 'text',
    key_hash: 'text',
    model: 'text',
    unit: 'text',
    window: 'text',
    quota_limit: 'bigint',
    remaining: 'bigint',
    reset_at: 'time',
    source: 'text',
    observed_at: 'time',
    baseline_remaining: 'bigint',
    baseline_at: 'time',
    booked_since: 'bigint',
  },
  keys: ['provider', 'key_hash', 'model', 'unit', 'window'],
  replace: ['quota_limit', 'remaining', 'reset_at', 'source', 'observed_at'],
  unlessNewer: 'observed_at',
};

export const outcomeTable: UpsertOptions = {
  table: 'ai_provider_outcome',
  columns: {
    provider: 'text',
    key_hash: 'text',
    status: 'text',
    model: 'text',
    reason: 'text',
    retry_at: 'time',
    observed_at: 'time',
  },
  keys: ['provider', 'key_hash'],
  replace: ['status', 'model', 'reason', 'retry_at', 'observed_at'],
  unlessNewer: 'observed_at',
};
