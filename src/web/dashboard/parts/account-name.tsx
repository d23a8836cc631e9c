import { useContext } from 'react';
import type { Account } from '../live/api-types.ts';
import { Say } from '../words/reader.tsx';
import { PlaceContext, ViewLink } from './view-link.tsx';

/** The name of a person or a group; of whoever has none, or was forgotten, the id. */
export function AccountName({ account: { id, name } }: { account: Account }) {
  // An id is no amount: its digits stay as they are typed into the bot.
  return name === null ? <Say id="users-unnamed" user={String(id)} /> : <bdi>{name}</bdi>;
}

/** The same, as a link to what that person or group used. */
export function AccountLink({ account }: { account: Account }) {
  const { view } = useContext(PlaceContext);
  return (
    <ViewLink to={{ ...view, account: account.id }} className="account">
      <AccountName account={account} />
    </ViewLink>
  );
}
