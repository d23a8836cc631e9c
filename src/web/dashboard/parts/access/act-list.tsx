import type { AdminAct } from '../../live/api-types.ts';
import { kebab } from '../../words/kebab.ts';
import { Say, useReader, Value } from '../../words/reader.tsx';
import { AccountName } from '../account-name.tsx';

/** What admins did last: who, what, from what to what, and who undid it. */
export function ActList({ acts, now }: { acts: readonly AdminAct[]; now: Date }) {
  return (
    <ol className="accounts acts">
      {acts.map((act) => (
        <ActLine key={act.id} act={act} now={now} />
      ))}
    </ol>
  );
}

function ActLine({ act, now }: { act: AdminAct; now: Date }) {
  const { say, write } = useReader();
  const at = new Date(act.at);
  // Of whom is let in and who is blocked, the act itself says all.
  const changes =
    act.action !== 'admit' && act.action !== 'block' && (act.before !== null || act.after !== null);
  return (
    <li>
      <div className="feed-line">
        <span className="feed-what">
          <Say
            id="act-line"
            name={<AccountName account={act.by} />}
            action={say(`act-${kebab(act.action)}`)}
            target={act.account ? <AccountName account={act.account} /> : <bdi>{act.target}</bdi>}
          />
        </span>
        <time dateTime={act.at} title={write.ago(at, now)}>
          <Value>{write.clockOrDate(at, now)}</Value>
        </time>
      </div>
      <p className="notes facts">
        {changes && (
          <span>
            <Say id="act-change" before={act.before ?? '–'} after={act.after ?? '–'} />
          </span>
        )}
        {act.undoneBy && (
          <span>
            <Say id="act-undone" name={<AccountName account={act.undoneBy} />} />
          </span>
        )}
      </p>
    </li>
  );
}
