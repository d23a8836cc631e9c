import { PrismaPg } from '@prisma/adapter-pg';

/**
 * A PrismaPg factory whose connections can be described by the schema engine: its catalogue queries
 * select `"char"` columns, which the adapter refuses, so those columns are cast to text on their way. It runs a
 * migration as the script that it is.
 * @param {string} connectionString
 * @returns {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory}
 */
export function describingPostgres(connectionString) {
  const factory = new PrismaPg({ connectionString, allowExitOnIdle: true });
  const connecting = (name) => async () => castingChars(await factory[name]());
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: connecting('connect'),
    connectToShadowDb: connecting('connectToShadowDb'),
  };
}

function castingChars(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(script));
  adapter.queryRaw = (query) => queryRaw({ ...query, sql: castChars(query.sql) });
  return adapter;
}

function castChars(sql) {
  return sql
    .replace('constr.contype AS', 'constr.contype::text AS')
    .replace(/con\.(conf(?:del|upd)type),/g, 'con.$1::text AS $1,');
}
