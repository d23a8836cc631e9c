/** Jest translates no TypeScript here; Node.js does, as `register.js` tells it. */
export default async () => (await import('../support/global-setup.ts')).default();
