export interface DatabaseOutcome {
  /** What people see of two questions while it lasts. */
  sees: string;
  /** How long the first of them waits; the second never does. */
  waits: 'as ever' | 'until it is free' | 'seconds';
  /** Where what was used is kept meanwhile. */
  kept: 'in the database' | 'in the journal, and booked afterwards' | 'nowhere: no provider is asked';
  /** When admins are told. */
  admins: 'when it goes and when it is back' | 'no';
}

export interface DatabaseCase {
  engine: 'SQLite' | 'PostgreSQL';
  fault: 'gone' | 'slow' | 'locked' | 'full' | 'read-only' | 'read-only altogether';
  /** What is done to it. */
  how: string;
  outcome: DatabaseOutcome;
}

const AWAY: DatabaseOutcome = {
  sees: 'the answer',
  waits: 'seconds',
  kept: 'in the journal, and booked afterwards',
  admins: 'when it goes and when it is back',
};
const SLOW: DatabaseOutcome = {
  sees: 'the answer',
  waits: 'until it is free',
  kept: 'in the database',
  admins: 'no',
};

/** Every fault of the database while the bot runs, and what the bot is to make of it. */
export const DATABASE_CASES: readonly DatabaseCase[] = [
  { engine: 'SQLite', fault: 'slow', how: 'another program writes for a second', outcome: SLOW },
  { engine: 'SQLite', fault: 'locked', how: 'another program writes for many seconds', outcome: AWAY },
  { engine: 'SQLite', fault: 'full', how: 'its disk is full', outcome: { ...AWAY, waits: 'as ever' } },
  {
    engine: 'SQLite',
    fault: 'read-only',
    how: 'its file takes no writes any more',
    outcome: { ...AWAY, waits: 'as ever' },
  },
  {
    engine: 'SQLite',
    fault: 'read-only altogether',
    how: 'neither its file nor the journal beside it takes writes any more',
    outcome: {
      ...AWAY,
      sees: 'error-internal',
      waits: 'as ever',
      kept: 'nowhere: no provider is asked',
    },
  },
  { engine: 'PostgreSQL', fault: 'gone', how: 'the server stops', outcome: { ...AWAY, waits: 'as ever' } },
  { engine: 'PostgreSQL', fault: 'slow', how: 'a table is locked for a second', outcome: SLOW },
  { engine: 'PostgreSQL', fault: 'locked', how: 'a table is locked for many seconds', outcome: AWAY },
  { engine: 'PostgreSQL', fault: 'full', how: 'its disk is full', outcome: { ...AWAY, waits: 'as ever' } },
  {
    engine: 'PostgreSQL',
    fault: 'read-only',
    how: 'the server takes no writes, as a standby does',
    outcome: { ...AWAY, waits: 'as ever' },
  },
];
