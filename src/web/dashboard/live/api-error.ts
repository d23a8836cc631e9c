/** Why the server did not answer with data. */
export type FailureKind = 'signed_out' | 'not_admin' | 'busy' | 'unavailable' | 'offline' | 'failed';

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'signed_out',
  403: 'not_admin',
  429: 'busy',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

export class ApiError extends Error {
  readonly kind: FailureKind;
  /** How long the server wants to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(kind: FailureKind, retryAfterMs: number | null = null) {
    super(kind);
    this.name = 'ApiError';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The error that a refusing response stands for. */
export function errorOf(response: Response): ApiError {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  return new ApiError(KINDS[response.status] ?? 'failed', retryAfterMs);
}
