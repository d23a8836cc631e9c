import { useContext } from 'react';
import type { Account } from '../live/api-types.ts';
import { Say, useReader } from '../words/reader.tsx';
import { AccountName } from './account-name.tsx';
import { PlaceContext, ViewLink } from './view-link.tsx';

/** Whom the numbers are about, and the way back to everybody's. */
export function AccountHead({ account }: { account: Account }) {
  const { say } = useReader();
  const { view } = useContext(PlaceContext);
  return (
    <section className="panel account-head" aria-label={say('account-title')}>
      <div>
        <h2>
          <AccountName account={account} />
        </h2>
        <p className="notes facts">
          <span>{say(account.id < 0 ? 'account-group' : 'account-person')}</span>
          <span>
            <Say id="account-id" account={String(account.id)} />
          </span>
        </p>
      </div>
      <ViewLink to={{ ...view, account: null }}>{say('account-everybody')}</ViewLink>
    </section>
  );
}
