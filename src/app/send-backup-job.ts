import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import type { Config } from '../config/config.ts';
import { backUp } from '../database/archive/backup.ts';
import type { Clock } from '../foundation/clock.ts';
import { sendBackup } from '../telegram/admin/send-backup.ts';
import type { AdminRecipients } from '../telegram/admin/tell-admins.ts';
import { clientOptions } from '../telegram/api/client-options.ts';
import { retryCalls } from '../telegram/api/retry-calls.ts';
import type { Services } from './services/open-services.ts';

export interface SendBackupOptions {
  recipients: AdminRecipients;
  services: Pick<Services, 'network'>;
  config: Pick<Config, 'botToken' | 'telegramApiRoot' | 'databaseUrl' | 'backupPassword'>;
  clock: Clock;
}

/** A part of a backup may take longer than any other call: 45 MB through a slow line. */
const UPLOAD_SECONDS = 900;

/** Makes an encrypted backup and sends it to the admins. False when it has to be tried again. */
export async function sendBackupJob(options: SendBackupOptions, signal: AbortSignal): Promise<boolean> {
  const { recipients, services, config, clock } = options;
  const { databaseUrl: url, backupPassword: password } = config;
  if (password === null) throw new Error('BACKUP_PASSWORD is missing');
  const folder = await mkdtemp(join(tmpdir(), 'usage-backup-'));
  try {
    const now = clock.now();
    const path = join(folder, 'backup');
    const { bytes } = await backUp({ url, file: path, password, now, signal });
    const client = { apiRoot: config.telegramApiRoot, fetch: services.network.telegramFetch };
    const api = new Api(config.botToken, clientOptions(client, UPLOAD_SECONDS));
    api.config.use(retryCalls(clock));
    const name = `usage-${now.toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}.backup`;
    return await sendBackup({ ...recipients, api, signal }, { path, name, bytes, madeAt: now });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
