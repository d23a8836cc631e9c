import type { Context } from 'hono';
import type { PortableRow, RequestPage } from './web-options.ts';
import { isDay, type Day } from '../../foundation/day.ts';
import { csvLine } from '../../reports/csv-field.ts';

/** The single requests of some days as CSV, streamed. The first page is read before the answer begins. */
export async function sendRequests(context: Context, read: RequestPage): Promise<Response> {
  const [from, to] = [context.req.query('from') ?? '', context.req.query('to') ?? ''];
  if (!isDay(from)) return context.json({ error: 'from' }, 400);
  if (!isDay(to) || to < from) return context.json({ error: 'to' }, 400);
  const first = await read({ from, to, after: null });
  return new Response(streamOf(first, read, { from, to }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="requests_${from}_${to}.csv"`,
    },
  });
}

type Page = Awaited<ReturnType<RequestPage>>;

/** A page is read when the one before was taken, so that a slow reader costs no memory. */
function streamOf(first: Page, read: RequestPage, days: { from: Day; to: Day }): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const encode = (lines: readonly (readonly PortableRow[number][])[]) =>
    encoder.encode(lines.map(csvLine).join(''));
  let page: Page | null = null;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encode([first.columns])),
      pull: async (controller) => {
        page = page === null ? first : await read({ ...days, after: page.rows.at(-1) ?? null });
        if (page.rows.length > 0) controller.enqueue(encode(page.rows));
        if (page.isLast) controller.close();
      },
    },
    { highWaterMark: 1 },
  );
}
