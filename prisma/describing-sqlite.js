import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';

/**
 * A PrismaLibSql factory whose scratch database can be described by the schema engine: it is a file, because
 * libsql forgets an in-memory one, and it runs a migration's statements as the script that they are.
 * @returns {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory}
 */
export function describingSqlite() {
  const url = `file:${join(mkdtempSync(join(tmpdir(), 'shadow-')), 'shadow.db')}`;
  const factory = new PrismaLibSql({ url });
  const connect = async () => runningScripts(await factory.connect());
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: connect,
  };
}

function runningScripts(adapter) {
  adapter.executeRaw = async ({ sql }) => {
    await adapter.executeScript(sql);
    return 0;
  };
  return adapter;
}
