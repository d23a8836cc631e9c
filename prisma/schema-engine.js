// Prisma's own migration engine, for making migrations and for checking them. The bot applies them without it.
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

/** @typedef {import('@prisma/driver-adapter-utils').SqlDriverAdapter} SqlDriverAdapter */
/** @typedef {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory} AdapterFactory */
/** @typedef {import('@prisma/schema-engine-wasm/schema_engine_bg').MigrationList} MigrationList */
/** @typedef {import('@prisma/schema-engine-wasm/schema_engine_bg').SchemaEngine} SchemaEngine */
/** @typedef {typeof import('@prisma/schema-engine-wasm/schema_engine_bg')} Bindings */
/** @typedef {'sqlite' | 'postgresql'} Engine */

const prismaFolder = fileURLToPath(new URL('.', import.meta.url));

/**
 * Lends `work` the engine, from npm instead of a downloaded binary.
 *
 * @template Result
 * @param {AdapterFactory} factory
 * @param {Engine} engine
 * @param {(schemaEngine: SchemaEngine) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withSchemaEngine(factory, engine, work) {
  const bindings = await instantiate();
  /** @type {SqlDriverAdapter[]} */
  const connections = [];
  const keeping = async (/** @type {Promise<SqlDriverAdapter>} */ connection) => {
    connections.push(await connection);
    return connection;
  };
  const adapterFactory = bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => keeping(factory.connect()),
    connectToShadowDb: () => keeping(factory.connectToShadowDb()),
  });
  /** @type {[string, string][]} */
  const datamodels = [['schema.prisma', `datasource db {\n  provider = "${engine}"\n}`]];
  const schemaEngine = await bindings.SchemaEngine.new({ datamodels }, ignoreLog, adapterFactory);
  try {
    return await work(schemaEngine);
  } finally {
    schemaEngine.free();
    // The engine's advisory lock lasts as long as its connection: another process would wait for it.
    await Promise.allSettled(connections.map((connection) => connection.dispose()));
  }
}

/**
 * The migrations kept for `engine`, in the form that the engine takes.
 *
 * @param {Engine} engine
 * @returns {Promise<MigrationList>}
 */
export async function listMigrations(engine) {
  const baseDir = join(prismaFolder, 'migrations', engine);
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.toSorted().map(async (path) => {
      const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8');
      const content = { tag: /** @type {const} */ ('ok'), value };
      return { path, migrationFile: { path: 'migration.sql', content } };
    }),
  );
  const lockfile = { path: 'migration_lock.toml', content: `provider = "${engine}"\n` };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

/** @type {Promise<Bindings> | undefined} */
let instantiated;

function instantiate() {
  instantiated ??= loadWasm();
  return instantiated;
}

// The package's own entry imports the .wasm file as a module, which Node does only behind a flag.
async function loadWasm() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const main = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = await readFile(join(dirname(main), 'schema_engine_bg.wasm'));
  const imports = { './schema_engine_bg.js': withoutWaiting(bindings) };
  // Node's types leave WebAssembly to the DOM library, which nothing else here needs.
  const { WebAssembly } = /** @type {any} */ (globalThis);
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/**
 * The engine's imports with timers that let the process end: the one that limits the wait for its advisory
 * lock is never cleared, and would hold a program that is done for ten seconds.
 *
 * @param {Bindings} bindings
 */
function withoutWaiting(bindings) {
  const entries = Object.entries(bindings).map(([name, value]) =>
    name.startsWith('__wbg_setTimeout_') ? [name, startUnheldTimer] : [name, value],
  );
  return Object.fromEntries(entries);
}

// WebAssembly calls this as its own `setTimeout` and expects Node's timer back.
function startUnheldTimer(/** @type {() => void} */ callback, /** @type {number} */ ms) {
  return setTimeout(callback, ms).unref();
}

function ignoreLog() {
  // The engine's own progress lines; failures arrive as exceptions.
}
