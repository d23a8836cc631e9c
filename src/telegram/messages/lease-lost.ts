/** This process ends before the update was answered, or lost its lease; another process answers the update. */
export class LeaseLost extends Error {
  constructor() {
    super('another process answers this update');
  }
}
