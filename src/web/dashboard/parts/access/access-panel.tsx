import { useMemo, useState } from 'react';
import type { ApiClient } from '../../live/api-client.ts';
import type { Access } from '../../live/api-types.ts';
import { askAccess } from '../../live/page-questions.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { useSeen } from '../../live/use-seen.ts';
import { Say, useReader } from '../../words/reader.tsx';
import { Panel } from '../panel.tsx';
import { AccountList } from './account-list.tsx';
import { ActList } from './act-list.tsx';

interface AccessPanelProps {
  client: ApiClient;
  /** Changes with every look at the server, at which the lists are asked for again. */
  moment: number;
  now: Date;
}

/** Who waits to be let in and who is blocked: asked for when somebody scrolls down to it. */
export function AccessPanel({ client, moment, now }: AccessPanelProps) {
  const { say } = useReader();
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const seen = useSeen(panel);
  const ask = useMemo(() => (seen ? () => askAccess(client) : null), [client, seen]);
  const { answer, failed } = useAnswer(ask, moment);
  return (
    <Panel area="access" title={say('access-title')} ref={setPanel}>
      <div aria-live="polite">{failed && <p className="warning">{say('list-failed')}</p>}</div>
      {answer ? (
        <Lists access={answer} now={now} />
      ) : (
        !failed && <p className="empty">{say('page-loading')}</p>
      )}
    </Panel>
  );
}

function Lists({ access: { waiting, blocked, acts }, now }: { access: Access; now: Date }) {
  const { say } = useReader();
  return (
    <>
      <h3>
        <Say id="access-waiting-count" count={waiting.count} />
      </h3>
      <AccountList list={waiting} empty={say('access-nobody-waits')} by="access-asked-by" now={now} />
      {waiting.count > 0 && (
        <p className="notes">
          <Say id="access-decide" command={<code dir="ltr">/access</code>} />
        </p>
      )}
      <h3>
        <Say id="access-blocked-count" count={blocked.count} />
      </h3>
      <AccountList list={blocked} empty={say('access-nobody-blocked')} by="access-blocked-by" now={now} />
      {acts.length > 0 && <h3>{say('acts-title')}</h3>}
      <ActList acts={acts} now={now} />
    </>
  );
}
