import { readAtMost } from '../foundation/read-at-most.ts';

/** What a body of at most `mostBytes` says; `undefined` when it is bigger, of which nothing more is read. */
export async function readSmallJson(request: Request, mostBytes: number): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return undefined;
  const body = request.body ? await readAtMost(request.body, mostBytes) : Buffer.alloc(0);
  return body ? parse(body.toString()) : undefined;
}

/** What is no JSON says nothing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
