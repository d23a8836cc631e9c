/** Ends the server that the setup started; one that was there before stays. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testPostgres?.stop();
}
