export interface WebhookOutcome {
  /** What the person gets in the end. */
  sees: string;
  /** What Telegram is told of the delivery, which it repeats until it is told 200. */
  told: string;
  /** The ledger's rows for the question. */
  booked: string;
  /** The worst that the log says of it, or why the bot ends. */
  log: string;
}

export type WebhookFault = keyof typeof OUTCOMES;

const FINE: WebhookOutcome = {
  sees: 'the answer',
  told: '200 once it is kept',
  booked: 'ok',
  log: 'nothing',
};
const NOT_TAKEN: WebhookOutcome = { ...FINE, sees: 'nothing', booked: 'nothing' };
const AWAY = 'an error: the database is away; usage is kept in the journal';

const OUTCOMES = {
  '`setWebhook`: 429, wait a second': FINE,
  '`setWebhook`: 502': FINE,
  '`setWebhook`: Connection reset': FINE,
  '`setWebhook`: 502, again and again': {
    ...NOT_TAKEN,
    told: 'nothing',
    log: "it ends: Call to 'setWebhook' failed! (502: Bad Gateway)",
  },
  '`setWebhook`: 400, about the address': {
    ...NOT_TAKEN,
    told: 'nothing',
    log: "it ends: Call to 'setWebhook' failed! (400: Bad Request: bad webhook: IP address 10.0.0.1 is reserved)",
  },
  '`setWebhook`: 401, the token was revoked': {
    ...NOT_TAKEN,
    told: 'nothing',
    log: "it ends: Telegram does not accept the BOT_TOKEN: Call to 'setWebhook' failed! (401: Unauthorized)",
  },
  'A delivery comes again, during the answer and after it': {
    ...FINE,
    told: '200 once it is kept, then 200 once it is answered',
  },
  'A delivery is cut off in its middle': { ...FINE, told: 'nothing, then 200 once it is kept' },
  'A delivery has a wrong secret': { ...NOT_TAKEN, told: '401' },
  'A delivery is no JSON, or no update': { ...NOT_TAKEN, told: '400' },
  'The answer’s `sendMessage` gets 429, wait a second': FINE,
  'The PostgreSQL server is stopped when it comes': {
    ...FINE,
    told: '200 once it is answered',
    log: AWAY,
  },
  'The PostgreSQL server is stopped, and the bot is killed before it has answered': {
    ...FINE,
    told: 'nothing, then 200 once it is kept',
    booked: 'interrupted, ok',
    log: AWAY,
  },
  'The PostgreSQL server is stopped, and SIGTERM comes before it has answered': {
    ...FINE,
    told: '503, then nothing, then 200 once it is kept',
    booked: 'interrupted, ok',
    log: AWAY,
  },
  'The PostgreSQL server is stopped, and SIGTERM comes, and the answer within 8 s': {
    ...FINE,
    told: '200 once it is answered',
    log: AWAY,
  },
  'SIGTERM comes, and the answer within 8 s': FINE,
  'SIGTERM comes, and the answer does not, beside another replica': { ...FINE, booked: 'interrupted, ok' },
  'It comes after SIGTERM, beside another replica': FINE,
} as const satisfies Record<string, WebhookOutcome>;

/** What comes of faults where Telegram delivers updates, and of the ends of processes. */
export const WEBHOOK_CASES = Object.entries(OUTCOMES).map(([fault, outcome]) => ({
  fault,
  outcome,
})) as readonly { fault: WebhookFault; outcome: WebhookOutcome }[];
