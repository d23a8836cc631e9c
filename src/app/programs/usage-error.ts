/** A mistake on the command line, reported without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
