import { getFollowing, RefusedCall } from '../../../src/providers/protocols/post-following.ts';

const REQUEST = { headers: { authorization: 'Bearer key' }, signal: new AbortController().signal };

/** Answers each address with a redirect, or with what is there. */
async function get(redirects: Readonly<Record<string, string>>, status = 302) {
  const asked: string[] = [];
  const send: typeof fetch = (url) => {
    const href = url instanceof Request ? url.url : url.toString();
    asked.push(href);
    const location = redirects[new URL(href).pathname];
    const moved = new Response(null, { status, headers: location ? { location } : {} });
    return Promise.resolve(location === undefined ? new Response('here') : moved);
  };
  const result = await getFollowing(send, 'https://x.test/models', REQUEST).catch((error: unknown) => error);
  return { asked, result };
}

describe('a listing that moved', () => {
  it.each([301, 302, 303, 307, 308])('is followed on its own server, after %d', async (status) => {
    const { asked, result } = await get({ '/models': '/models/' }, status);
    expect(asked).toEqual(['https://x.test/models', 'https://x.test/models/']);
    expect(result).toMatchObject({ status: 200 });
  });

  it.each([
    ['another server', 'https://y.test/models?key=1', 'https://y.test/models: check baseUrl'],
    ['a less protected port', 'http://x.test/models', 'http://x.test/models: check baseUrl'],
    ['itself', '/models', 'https://x.test/models: check baseUrl'],
  ])('is not followed to %s, which gets no key', async (_, location, told) => {
    const { asked, result } = await get({ '/models': location });
    expect(asked.every((url) => url === 'https://x.test/models')).toBe(true);
    expect(result).toBeInstanceOf(RefusedCall);
    expect(result).toHaveProperty('body', expect.stringContaining(told));
  });

  it('is refused where nobody says whereto', async () => {
    expect((await get({ '/models': '' })).result).toMatchObject({ status: 302 });
  });
});
