import './register.cjs';

/** Jest translates no TypeScript here; Node.js does, as `register.cjs` tells it. */
export default async () => (await import('../support/global-setup.ts')).default();
