import type { MiddlewareHandler } from 'hono';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // Telegram's script tells a Mini App the theme and the user.
  "script-src 'self' https://telegram.org",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  // Telegram's web clients show a Mini App in a frame.
  "frame-ancestors https://web.telegram.org 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/** Adds security headers to every response. */
export function securityHeaders(publicUrl: string | null): MiddlewareHandler {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  return async function addSecurityHeaders(context, next) {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    if (isHttps) context.header('strict-transport-security', 'max-age=31536000');
    // Personal numbers are not cached; cacheable responses set their own header.
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  };
}
