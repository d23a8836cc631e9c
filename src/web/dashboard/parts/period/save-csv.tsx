import { useState } from 'react';
import type { ApiClient, Snapshot } from '../../live/api-client.ts';
import { askCsv, type FileKind } from '../../live/page-questions.ts';
import { useReader } from '../../words/reader.tsx';

interface SaveCsvProps {
  client: ApiClient;
  snapshot: Snapshot;
}

const LABELS = { days: 'save-csv', requests: 'save-csv-requests' } as const satisfies Record<
  FileKind,
  string
>;

/** Saves what the page is about as a file for a spreadsheet: day by day, or request by request. */
export function SaveCsv({ client, snapshot }: SaveCsvProps) {
  const { say } = useReader();
  const [failed, setFailed] = useState(false);
  const save = async (kind: FileKind) => {
    const file = await askCsv(client, kind, snapshot);
    setFailed(file === null);
    if (file) download(file, fileName(kind, snapshot));
  };
  return (
    <p className="save">
      {(['days', 'requests'] as const).map((kind) => (
        <button key={kind} type="button" onClick={() => void save(kind)}>
          {say(LABELS[kind])}
        </button>
      ))}
      <output>{failed ? say('save-csv-failed') : ''}</output>
    </p>
  );
}

function fileName(kind: FileKind, { view: { account }, report: { period } }: Snapshot): string {
  const whose = account === null ? '' : `_${account}`;
  return `${kind === 'days' ? 'ai-usage' : 'requests'}${whose}_${period.from}_${period.to}.csv`;
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers begin with it a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
