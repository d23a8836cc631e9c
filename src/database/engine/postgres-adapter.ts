import { PrismaPg } from '@prisma/adapter-pg';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import type { DatabaseError } from 'pg';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * PostgreSQL for clients and migrations. Prisma's adapter cuts a script at each semicolon, also at those inside a
 * function; this one sends it whole, as Prisma's command line does, so that a migration is applied or not at all.
 */
export class PostgresAdapter extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    adapter.executeScript = (script) => runWhole(adapter, script);
    return adapter;
  }
}

async function runWhole(adapter: Adapter, script: string): Promise<void> {
  try {
    await adapter.underlyingDriver().query(script);
  } catch (error) {
    throw error instanceof Error && 'severity' in error ? asDriverError(error as DatabaseError) : error;
  }
}

/** In the form in which the schema engine tells it on. */
function asDriverError({ code, severity, message, detail, column, hint }: DatabaseError): DriverAdapterError {
  return new DriverAdapterError({
    kind: 'postgres',
    code: code ?? '',
    severity: severity ?? '',
    message,
    detail,
    column,
    hint,
  });
}
