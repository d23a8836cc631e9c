export interface DatabaseOutcome {
  /** What people see after two questions during the fault. */
  sees: string;
  /** How long the first question waits; the second does not. */
  waits: 'no extra time' | 'until the lock is released' | 'seconds';
  /** Where usage is stored during the fault. */
  kept: 'in the database' | 'in the journal, booked later' | 'nowhere: no provider is asked';
  /** When admins are alerted. */
  admins: 'when it fails and when it is back' | 'no';
}

export interface DatabaseCase {
  engine: 'SQLite' | 'PostgreSQL';
  fault: 'down' | 'slow' | 'locked' | 'full' | 'read-only' | 'read-only with its journal';
  /** How the fault is caused. */
  how: string;
  outcome: DatabaseOutcome;
}

const AWAY: DatabaseOutcome = {
  sees: 'the answer',
  waits: 'seconds',
  kept: 'in the journal, booked later',
  admins: 'when it fails and when it is back',
};
const SLOW: DatabaseOutcome = {
  sees: 'the answer',
  waits: 'until the lock is released',
  kept: 'in the database',
  admins: 'no',
};

/** All database faults at run time, with the expected outcome. */
export const DATABASE_CASES: readonly DatabaseCase[] = [
  {
    engine: 'SQLite',
    fault: 'slow',
    how: 'another program holds the write lock for a second',
    outcome: SLOW,
  },
  {
    engine: 'SQLite',
    fault: 'locked',
    how: 'another program holds the write lock for many seconds',
    outcome: AWAY,
  },
  { engine: 'SQLite', fault: 'full', how: 'the disk is full', outcome: { ...AWAY, waits: 'no extra time' } },
  {
    engine: 'SQLite',
    fault: 'read-only',
    how: 'the file rejects writes',
    outcome: { ...AWAY, waits: 'no extra time' },
  },
  {
    engine: 'SQLite',
    fault: 'read-only with its journal',
    how: 'the file and the journal beside it reject writes',
    outcome: {
      ...AWAY,
      sees: 'error-internal',
      waits: 'no extra time',
      kept: 'nowhere: no provider is asked',
    },
  },
  {
    engine: 'PostgreSQL',
    fault: 'down',
    how: 'the server stops',
    outcome: { ...AWAY, waits: 'no extra time' },
  },
  { engine: 'PostgreSQL', fault: 'slow', how: 'a table is locked for a second', outcome: SLOW },
  { engine: 'PostgreSQL', fault: 'locked', how: 'a table is locked for many seconds', outcome: AWAY },
  {
    engine: 'PostgreSQL',
    fault: 'full',
    how: 'the disk is full',
    outcome: { ...AWAY, waits: 'no extra time' },
  },
  {
    engine: 'PostgreSQL',
    fault: 'read-only',
    how: 'the server rejects writes, like a standby',
    outcome: { ...AWAY, waits: 'no extra time' },
  },
];
