import type { AccessAccount, AccessList } from '../../live/api-types.ts';
import { Say, useReader, Value } from '../../words/reader.tsx';
import { AccountLink, AccountName } from '../account-name.tsx';

interface AccountListProps {
  list: AccessList;
  empty: string;
  /** How the list names the person behind an entry. */
  by: 'access-asked-by' | 'access-blocked-by';
  now: Date;
}

/** People and groups, newest first. */
export function AccountList({ list: { count, accounts }, empty, by, now }: AccountListProps) {
  if (accounts.length === 0) return <p className="empty">{empty}</p>;
  return (
    <>
      <ul className="accounts">
        {accounts.map((account) => (
          <AccountLine key={account.id} account={account} by={by} now={now} />
        ))}
      </ul>
      {count > accounts.length && (
        <p className="notes">
          <Say id="access-more" count={count - accounts.length} command={<code dir="ltr">/access</code>} />
        </p>
      )}
    </>
  );
}

function AccountLine({
  account,
  by,
  now,
}: Pick<AccountListProps, 'by' | 'now'> & { account: AccessAccount }) {
  const { say, write } = useReader();
  const since = new Date(account.since);
  return (
    <li>
      <div className="feed-line">
        <span className="feed-who">
          <AccountLink account={account} />
        </span>
        <time dateTime={account.since} title={write.ago(since, now)}>
          <Value>{write.clockOrDate(since, now)}</Value>
        </time>
      </div>
      <p className="notes facts">
        <span>{say(account.id < 0 ? 'account-group' : 'account-person')}</span>
        {account.username !== null && (
          <span>
            <bdi dir="ltr">@{account.username}</bdi>
          </span>
        )}
        <span>
          {/* As it is typed into the bot, in the digits of any keyboard. */}
          <Say id="account-id" account={String(account.id)} />
        </span>
        {account.by && (
          <span>
            <Say id={by} name={<AccountName account={account.by} />} />
          </span>
        )}
      </p>
    </li>
  );
}
