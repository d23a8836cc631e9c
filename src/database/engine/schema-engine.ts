import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Engine } from './engine.ts';

const prismaFolder = fileURLToPath(new URL('../../../prisma', import.meta.url));

/**
 * Lends `work` Prisma's own migration engine, from npm instead of a downloaded binary. What it applies is
 * recorded in `_prisma_migrations`, so `prisma migrate deploy` understands the result.
 */
export async function withSchemaEngine<Result>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  engine: Engine,
  work: (schemaEngine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const bindings = await instantiate();
  const connections: SqlDriverAdapter[] = [];
  const keeping = async (connection: Promise<SqlDriverAdapter>) => {
    connections.push(await connection);
    return connection;
  };
  const adapterFactory = bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => keeping(factory.connect()),
    connectToShadowDb: () => keeping(factory.connectToShadowDb()),
  });
  const datamodels: [string, string][] = [['schema.prisma', `datasource db {\n  provider = "${engine}"\n}`]];
  const schemaEngine = await bindings.SchemaEngine.new({ datamodels }, ignoreLog, adapterFactory);
  try {
    return await work(schemaEngine);
  } finally {
    schemaEngine.free();
    // The engine's advisory lock lasts as long as its connection: another process would wait for it.
    await Promise.allSettled(connections.map((connection) => connection.dispose()));
  }
}

/** The migrations kept for `engine`, all or up to one, in the form that the schema engine takes. */
export async function readMigrations(engine: Engine, upTo?: string): Promise<MigrationList> {
  const baseDir = join(prismaFolder, 'migrations', engine);
  const entries = await readdir(baseDir, { withFileTypes: true });
  const all = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const names = all.filter((name) => upTo === undefined || name <= upTo);
  const migrationDirectories = await Promise.all(
    names.toSorted().map(async (path) => {
      const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  const lockfile = { path: 'migration_lock.toml', content: `provider = "${engine}"\n` };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

// Node's types leave WebAssembly to the DOM library, which nothing else here needs.
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: object,
    ): Promise<{ instance: { exports: { __wbindgen_start: () => void } } }>;
  };
};

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
let instantiated: Promise<Bindings> | undefined;

function instantiate(): Promise<Bindings> {
  instantiated ??= loadWasm();
  return instantiated;
}

// The package's own entry imports the .wasm file as a module, which Node does only behind a flag.
async function loadWasm(): Promise<Bindings> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const main = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = await readFile(join(dirname(main), 'schema_engine_bg.wasm'));
  const imports = { './schema_engine_bg.js': withoutWaiting(bindings) };
  const { instance } = await webAssembly.instantiate(bytes, imports);
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/**
 * The engine's imports with timers that let the process end: the one that limits the wait for its advisory
 * lock is never cleared, and would hold a program that is done for ten seconds.
 */
function withoutWaiting(bindings: Bindings): Record<string, unknown> {
  const entries = Object.entries(bindings).map(([name, value]): [string, unknown] =>
    name.startsWith('__wbg_setTimeout_') ? [name, startUnheldTimer] : [name, value],
  );
  return Object.fromEntries(entries);
}

// WebAssembly calls this as its own `setTimeout` and expects Node's timer back, so it cannot use our clock.
function startUnheldTimer(callback: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(callback, ms).unref();
}

function ignoreLog(): void {
  // The engine's own progress lines; failures arrive as exceptions.
}
