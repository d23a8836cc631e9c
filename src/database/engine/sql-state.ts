/** PostgreSQL's code of an error that Prisma tells on; `null` for any other. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Object)) return null;
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  return meta?.driverAdapterError?.cause?.originalCode ?? null;
}
