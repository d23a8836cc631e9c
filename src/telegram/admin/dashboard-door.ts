/** How an admin gets to the dashboard. */
export interface DashboardDoor {
  /** The address to open as a Mini App; `null` where Telegram cannot reach the dashboard. */
  miniAppUrl: string | null;
  /** A link that opens the dashboard once, within five minutes, in any browser. */
  linkFor(adminId: number): Promise<string>;
}
