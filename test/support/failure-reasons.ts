import type { FailureReason } from '../../src/providers/contract/ending.ts';
import type { DownReason } from '../../src/reports/model/report.ts';

// As records, so that the compiler misses no reason that the types know.
const FAILURES: Record<FailureReason, true> = {
  rate_limit: true,
  quota_exhausted: true,
  payment_required: true,
  timeout: true,
  network: true,
  proxy: true,
  server_error: true,
  bad_response: true,
  truncated: true,
  empty_answer: true,
  out_of_room: true,
  broken: true,
  tool_call: true,
  invalid_key: true,
  key_restricted: true,
  api_disabled: true,
  account_restricted: true,
  location: true,
  forbidden: true,
  wrong_address: true,
  model_not_found: true,
  model_blocked: true,
  too_large: true,
  refused: true,
  refused_here: true,
  bad_request: true,
  refuses_everybody: true,
  aborted: true,
};

const DOWN: Record<DownReason, true> = {
  unauthorized: true,
  rate_limited: true,
  quota_exhausted: true,
  payment_required: true,
  timeout: true,
  network: true,
  proxy: true,
  server_error: true,
  key_restricted: true,
  api_disabled: true,
  account_restricted: true,
  location: true,
  forbidden: true,
  wrong_address: true,
  model_not_found: true,
  model_blocked: true,
  refuses_everybody: true,
  error: true,
};

/** Every reason for which a request fails. */
export const FAILURE_REASONS = Object.keys(FAILURES) as FailureReason[];

/** Every reason for which a provider is down. */
export const DOWN_REASONS = Object.keys(DOWN) as DownReason[];

/** A reason as the catalogues write it. */
export function kebab(reason: string): string {
  return reason.replaceAll('_', '-');
}
