/** How an admin gets to the dashboard. */
export interface DashboardDoor {
  /** The address to open as a Mini App; `null` where Telegram cannot reach the dashboard. */
  miniAppUrl: string | null;
  /** The address that the operator configured; `null` where none is, so that no link would lead anywhere. */
  address: string | null;
  /** The port on which the dashboard is served. */
  port: number;
  /** A link that opens the dashboard once, within five minutes, in any browser; `null` without an address. */
  linkFor: (adminId: number) => Promise<string | null>;
}
