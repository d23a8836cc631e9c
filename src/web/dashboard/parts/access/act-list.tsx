import type { AdminAct } from '../../live/api-types.ts';
import { describeAct } from '../../../../localization/acts/describe-act.ts';
import { stripMarks } from '../../../../localization/strip-marks.ts';
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
  const { say, translate, style, write } = useReader();
  const at = new Date(act.at);
  const told = describeAct(act, { translate, style, now, accountName: act.account?.name ?? null });
  // What was set for an account is told with its name.
  const account = act.target.startsWith('setting/') ? null : act.account;
  return (
    <li>
      <div className="feed-line">
        <span className="feed-what">
          <Say
            id="act-line"
            name={<AccountName account={act.by} />}
            action={say(`act-${kebab(act.action)}`)}
            target={account ? <AccountName account={account} /> : stripMarks(told.target)}
          />
        </span>
        <time dateTime={act.at} title={write.ago(at, now)}>
          <Value>{write.clockOrDate(at, now)}</Value>
        </time>
      </div>
      <p className="notes facts">
        <span>
          <Say id="act-change" before={told.before} after={told.after} />
        </span>
        {act.undoneBy && (
          <span>
            <Say id="act-undone" name={<AccountName account={act.undoneBy} />} />
          </span>
        )}
      </p>
    </li>
  );
}
