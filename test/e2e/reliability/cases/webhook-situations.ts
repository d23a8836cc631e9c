import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { TelegramFault } from '../../../../src/tools/stand-ins/telegram/telegram-faults.ts';
import { OMID, SARA } from '../../../support/bot/running-bot.ts';
import { refusal } from './telegram-case.ts';
import { QUESTION } from '../try-provider-fault.ts';
import type { WebhookFault } from './webhook-cases.ts';
import {
  deliver,
  end,
  nameTaken,
  post,
  question,
  SECRET_HEADER,
  SECRET,
  untilAsked,
  type Replica,
  type Scene,
} from '../webhook-scene.ts';
import { MAIN } from '../../../support/bot/main-provider.ts';

/** Causes a fault around a question; resolves with the responses to Telegram. A replica runs in the end. */
type Act = (scene: Scene) => Promise<string>;

const TOO_MANY = refusal(429, 'Too Many Requests: retry after 1', 1);
const BAD_GATEWAY = refusal(502, 'Bad Gateway');
const BAD_ADDRESS = refusal(400, 'Bad Request: bad webhook: IP address 10.0.0.1 is reserved');

export const ACTS: Readonly<Record<WebhookFault, Act>> = {
  '`setWebhook`: 429, retry after 1 s': (scene) => startWith(scene, TOO_MANY),
  '`setWebhook`: 502': (scene) => startWith(scene, BAD_GATEWAY),
  '`setWebhook`: Connection reset': (scene) => startWith(scene, 'reset'),
  '`setWebhook`: 502, repeatedly': (scene) => startWith(scene, BAD_GATEWAY, Infinity),
  '`setWebhook`: 400, bad address': (scene) => startWith(scene, BAD_ADDRESS),
  '`setWebhook`: 401, token revoked': (scene) => startWith(scene, refusal(401, 'Unauthorized')),
  'A delivery is repeated, during and after the answer': async (scene) => {
    const replica = await scene.start();
    const told = [await deliver(scene, replica), await deliver(scene, replica)];
    await scene.telegram.waitForMessage(OMID, ({ draft }) => draft === null);
    told.push(await deliver(scene, replica));
    return [...new Set(told)].join(', then ');
  },
  'A delivery is cut off midway': async (scene) => {
    const replica = await scene.start();
    await cutOff(replica);
    return `nothing, then ${await deliver(scene, replica)}`;
  },
  'A delivery has a wrong secret': async (scene) =>
    String(await post(await scene.start(), JSON.stringify(question()), `${SECRET}x`)),
  'A delivery is not JSON, or not an update': async (scene) => {
    const replica = await scene.start();
    const told = [await post(replica, '{"update_id":'), await post(replica, '[]')];
    return [...new Set(told)].join(', then ');
  },
  'The answer’s `sendMessage` gets 429, retry after 1 s': async (scene) => {
    const replica = await scene.start();
    scene.telegram.failNext('sendMessage', TOO_MANY);
    return deliver(scene, replica);
  },
  'PostgreSQL is stopped when the update arrives': async (scene) => {
    const replica = await scene.start();
    await scene.outage.begin();
    const told = await deliver(scene, replica);
    await scene.outage.end();
    await replica.program.untilLogged('the database is back');
    return told;
  },
  'PostgreSQL is stopped, and the bot is killed before the answer': (scene) => {
    scene.provider(MAIN).fail({ kind: 'hang' });
    return endInOutage(scene, 'SIGKILL');
  },
  'PostgreSQL is stopped, then SIGTERM; no answer within 8 s': (scene) => {
    scene.provider(MAIN).fail({ kind: 'hang' });
    return endInOutage(scene, 'SIGTERM');
  },
  'PostgreSQL is stopped, then SIGTERM; answer within 8 s': (scene) => {
    scene.provider(MAIN).behave({ latencyMs: 3_000 });
    return endInOutage(scene, 'SIGTERM');
  },
  'SIGTERM; answer within 8 s': async (scene) => {
    const replica = await scene.start();
    const told = await deliver(scene, replica);
    await end(scene, replica);
    await scene.start();
    return told;
  },
  'SIGTERM; no answer within 8 s; another replica runs': async (scene) => {
    const replica = await scene.start();
    await scene.start();
    scene.provider(MAIN).fail({ kind: 'hang' });
    const told = await deliver(scene, replica);
    await untilAsked(scene);
    await end(scene, replica);
    return told;
  },
  'The update arrives after SIGTERM; another replica runs': async (scene) => {
    const replica = await scene.start();
    await scene.start();
    scene.provider(MAIN).fail({ kind: 'hang' });
    await deliver(scene, replica, question(401, SARA));
    await untilAsked(scene);
    const ended = end(scene, replica);
    while ((await fetch(`${replica.address}/readyz`)).status === 200) await delay(20);
    const told = await deliver(scene, replica);
    await ended;
    return told;
  },
};

/** Asks before the bot starts, and makes `setWebhook` fail. */
async function startWith(scene: Scene, fault: TelegramFault, times = 1): Promise<string> {
  const { telegram } = scene;
  telegram.failNext('setWebhook', fault, times);
  telegram.say(OMID, QUESTION);
  await scene.start();
  while (telegram.pendingUpdates() > 0) await delay(5);
  return nameTaken(scene);
}

async function endInOutage(scene: Scene, signal: 'SIGTERM' | 'SIGKILL'): Promise<string> {
  const replica = await scene.start();
  await scene.outage.begin();
  const told = deliver(scene, replica);
  await untilAsked(scene);
  await end(scene, replica, signal);
  await scene.outage.end();
  await scene.start();
  return told;
}

/** Starts a delivery and closes the connection before its end. */
async function cutOff({ address }: Replica): Promise<void> {
  const { hostname, port } = new URL(address);
  const body = JSON.stringify(question());
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = [
    'POST /telegram HTTP/1.1',
    `Host: ${hostname}`,
    `${SECRET_HEADER}: ${SECRET}`,
    `Content-Length: ${body.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, body.length / 2)}`);
  await delay(50);
  socket.destroy();
}
