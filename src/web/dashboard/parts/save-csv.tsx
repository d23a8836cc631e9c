import { useState } from 'react';
import type { ApiClient } from '../live/api-client.ts';
import type { Period } from '../live/period.ts';
import { useReader } from '../words/reader.tsx';

/** Saves what the page shows, day by day, as a file for a spreadsheet. */
export function SaveCsv({ client, period }: { client: Pick<ApiClient, 'csv'>; period: Period }) {
  const { say } = useReader();
  const [failed, setFailed] = useState(false);
  const save = async () => {
    const file = await client.csv(period);
    setFailed(file === null);
    if (file) download(file, `ai-usage_${period}.csv`);
  };
  return (
    <p className="save">
      <button type="button" onClick={() => void save()}>
        {say('save-csv')}
      </button>
      <output>{failed ? say('save-csv-failed') : ''}</output>
    </p>
  );
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers begin with it a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
