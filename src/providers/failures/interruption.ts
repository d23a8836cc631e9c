import { ProviderError } from '../contract/provider-error.ts';

/** Why `signal` was aborted: the `ProviderError` given as its reason, such as a deadline's, or an interruption. */
export function interruption(name: string, signal: AbortSignal): ProviderError {
  if (signal.reason instanceof ProviderError) return signal.reason;
  return new ProviderError(`${name}: the request was interrupted`, {
    status: 'interrupted',
    reason: 'aborted',
  });
}
