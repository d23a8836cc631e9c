// Sends GET requests to one address at a steady rate and prints what came back, as JSON. A program of its own, so
// that the load does not share a processor's time slice with what is measured.
//   node request-load.js <url> <authorization> <a second> <seconds>
import { Agent, get } from 'node:http';

const [url, authorization, perSecond, seconds] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const TICK_MS = 20;
const wanted = Number(perSecond) * Number(seconds);
const result = { statuses: {}, withoutRetryAfter: 0, errors: 0, latenciesMs: [] };
let sent = 0;
let ended = 0;

function send() {
  const startedAt = performance.now();
  get(url, { agent, headers: { authorization } }, (response) => {
    const { statusCode, headers } = response;
    result.statuses[statusCode] = (result.statuses[statusCode] ?? 0) + 1;
    if (statusCode === 429 && !headers['retry-after']) result.withoutRetryAfter++;
    response.resume();
    response.on('end', () => end(performance.now() - startedAt));
  }).on('error', () => {
    result.errors++;
    end(null);
  });
}

function end(latencyMs) {
  if (latencyMs !== null) result.latenciesMs.push(latencyMs);
  if (++ended === wanted) print();
}

function print() {
  const { latenciesMs, ...counts } = result;
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)] ?? null;
  const tookSeconds = (performance.now() - startedAt) / 1000;
  console.log(
    JSON.stringify({ ...counts, medianMs: at(0.5), p99Ms: at(0.99), perSecond: ended / tookSeconds }),
  );
  process.exit(0);
}

const startedAt = performance.now();
const timer = setInterval(() => {
  const due = Math.min(wanted, Math.floor(((performance.now() - startedAt) / 1000) * Number(perSecond)));
  while (sent < due) {
    sent++;
    send();
  }
  if (sent === wanted) clearInterval(timer);
}, TICK_MS);
