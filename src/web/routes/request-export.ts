import type { Context } from 'hono';
import { csvLine } from '../../reports/csv-field.ts';
import { readAccount, readRange } from './api-query.ts';
import type { ExportQuery, PortableRow, RequestPage } from './web-options.ts';

/** The single requests of some days as CSV, streamed. The first page is read before the answer begins. */
export async function sendRequests(context: Context, read: RequestPage): Promise<Response> {
  const parameter = (name: string) => context.req.query(name);
  const range = readRange(parameter);
  if (typeof range === 'string') return context.json({ error: range }, 400);
  const accountId = readAccount(parameter);
  if (accountId === undefined) return context.json({ error: 'account' }, 400);
  const query = { ...range, accountId };
  const first = await read({ ...query, after: null });
  const whose = accountId === null ? '' : `_${accountId}`;
  return new Response(streamOf(first, read, query), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="requests${whose}_${range.from}_${range.to}.csv"`,
    },
  });
}

type Page = Awaited<ReturnType<RequestPage>>;

/** A page is read when the one before was taken, so that a slow reader costs no memory. */
function streamOf(
  first: Page,
  read: RequestPage,
  query: Omit<ExportQuery, 'after'>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const encode = (lines: readonly (readonly PortableRow[number][])[]) =>
    encoder.encode(lines.map(csvLine).join(''));
  let page: Page | null = null;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encode([first.columns])),
      pull: async (controller) => {
        page = page === null ? first : await read({ ...query, after: page.rows.at(-1) ?? null });
        if (page.rows.length > 0) controller.enqueue(encode(page.rows));
        if (page.isLast) controller.close();
      },
    },
    { highWaterMark: 1 },
  );
}
