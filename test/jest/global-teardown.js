import './register.cjs';

export default async () => (await import('../support/global-teardown.ts')).default();
