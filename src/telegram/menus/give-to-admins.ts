/** Who was given something, so that it can be taken from those who are no admins any more. */
export interface GivenTo {
  read(): Promise<readonly number[]>;
  write(adminIds: readonly number[]): Promise<void>;
}

export interface Gift {
  give: (adminId: number) => Promise<void>;
  /** False when Telegram could not be asked, so that it is worth another try. */
  take: (userId: number) => Promise<boolean>;
}

/** Gives something to each admin, and takes it from whoever else has it from an earlier start. */
export async function giveToAdmins(
  adminIds: readonly number[],
  given: GivenTo,
  { give, take }: Gift,
): Promise<void> {
  const before = await given.read();
  // Noted first: a process that ends in between leaves nothing that nobody remembers.
  await given.write([...new Set([...before, ...adminIds])]);
  const kept: number[] = [];
  for (const id of before.filter((id) => !adminIds.includes(id))) {
    if (!(await take(id))) kept.push(id);
  }
  for (const id of adminIds) await give(id);
  await given.write([...kept, ...adminIds]);
}
