export interface WebhookOutcome {
  /** What the person sees in the end. */
  sees: string;
  /** The responses to the delivery, which Telegram repeats until it gets 200. */
  told: string;
  /** The ledger's rows for the question. */
  booked: string;
  /** The most severe log line, or why the bot exits. */
  log: string;
}

export type WebhookFault = keyof typeof OUTCOMES;

const FINE: WebhookOutcome = {
  sees: 'the answer',
  told: '200 once stored',
  booked: 'ok',
  log: 'nothing',
};
const NOT_TAKEN: WebhookOutcome = { ...FINE, sees: 'nothing', booked: 'nothing' };
const AWAY = 'error: the database is away; usage is kept in the journal';

const OUTCOMES = {
  '`setWebhook`: 429, retry after 1 s': FINE,
  '`setWebhook`: 502': FINE,
  '`setWebhook`: Connection reset': FINE,
  '`setWebhook`: 502, repeatedly': {
    ...NOT_TAKEN,
    told: 'nothing',
    log: "exits: Call to 'setWebhook' failed! (502: Bad Gateway)",
  },
  '`setWebhook`: 400, bad address': {
    ...NOT_TAKEN,
    told: 'nothing',
    log: "exits: Call to 'setWebhook' failed! (400: Bad Request: bad webhook: IP address 10.0.0.1 is reserved)",
  },
  '`setWebhook`: 401, token revoked': {
    ...NOT_TAKEN,
    told: 'nothing',
    log: "exits: Telegram does not accept the BOT_TOKEN: Call to 'setWebhook' failed! (401: Unauthorized)",
  },
  'A delivery is repeated, during and after the answer': {
    ...FINE,
    told: '200 once stored, then 200 once answered',
  },
  'A delivery is cut off midway': { ...FINE, told: 'nothing, then 200 once stored' },
  'A delivery has a wrong secret': { ...NOT_TAKEN, told: '401' },
  'A delivery is not JSON, or not an update': { ...NOT_TAKEN, told: '400' },
  'The answer’s `sendMessage` gets 429, retry after 1 s': FINE,
  'PostgreSQL is stopped when the update arrives': {
    ...FINE,
    told: '200 once answered',
    log: AWAY,
  },
  'PostgreSQL is stopped, and the bot is killed before the answer': {
    ...FINE,
    told: 'nothing, then 200 once stored',
    booked: 'interrupted, ok',
    log: AWAY,
  },
  'PostgreSQL is stopped, then SIGTERM; no answer within 8 s': {
    ...FINE,
    told: '503, then nothing, then 200 once stored',
    booked: 'interrupted, ok',
    log: AWAY,
  },
  'PostgreSQL is stopped, then SIGTERM; answer within 8 s': {
    ...FINE,
    told: '200 once answered',
    log: AWAY,
  },
  'SIGTERM; answer within 8 s': FINE,
  'SIGTERM; no answer within 8 s; another replica runs': { ...FINE, booked: 'interrupted, ok' },
  'The update arrives after SIGTERM; another replica runs': FINE,
} as const satisfies Record<string, WebhookOutcome>;

/** The effects of faults around webhook deliveries and process exits. */
export const WEBHOOK_CASES = Object.entries(OUTCOMES).map(([fault, outcome]) => ({
  fault,
  outcome,
})) as readonly { fault: WebhookFault; outcome: WebhookOutcome }[];
