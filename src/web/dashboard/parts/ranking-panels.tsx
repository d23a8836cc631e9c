import type { ReactNode } from 'react';
import type { ReportJson } from '../live/api-types.ts';
import { Count, Say, useReader, Value } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { ProviderName } from './provider-name.tsx';
import { ShareBar } from './share-bar.tsx';

interface Spender {
  requests: number;
  totalTokens: number;
  costUsd: number;
}

/** Which models were used, by tokens. */
export function ModelsPanel({ models }: { models: ReportJson['models'] }) {
  const { words, write } = useReader();
  const most = mostTokens(models);
  return (
    <Panel area="models" title={words.models.title}>
      {models.length === 0 && <p className="empty">{words.models.empty}</p>}
      <ol className="ranking">
        {models.map((model) => (
          <li key={`${model.provider}/${model.model}`}>
            <RankingLine name={<bdi>{model.model}</bdi>} spender={model} />
            <ShareBar share={model.totalTokens / most} provider={model.provider} />
            <Notes spender={model}>
              <ProviderName id={model.provider} />
              {model.failed > 0 && (
                <span>
                  <Say text={words.models.failed} n={write.integer(model.failed)} />
                </span>
              )}
            </Notes>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Who used most, by tokens. */
export function UsersPanel({ users }: { users: ReportJson['users'] }) {
  const { words } = useReader();
  const most = mostTokens(users);
  return (
    <Panel area="users" title={words.users.title}>
      {users.length === 0 && <p className="empty">{words.users.empty}</p>}
      <ol className="ranking">
        {users.map((user) => (
          <li key={user.userId}>
            <RankingLine name={<UserName user={user} />} spender={user} />
            <ShareBar share={user.totalTokens / most} />
            <Notes spender={user} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function UserName({ user }: { user: ReportJson['users'][number] }) {
  const { words } = useReader();
  // An id is no amount: its digits stay as they are typed into the bot.
  return user.name === null ? (
    <Say text={words.users.unnamed} id={String(user.userId)} />
  ) : (
    <bdi>{user.name}</bdi>
  );
}

function RankingLine({ name, spender }: { name: ReactNode; spender: Spender }) {
  const { words } = useReader();
  return (
    <div className="ranking-line">
      <span className="ranking-name">{name}</span>
      <strong>
        <Count of={words.tokens} n={spender.totalTokens} />
      </strong>
    </div>
  );
}

function Notes({ spender, children }: { spender: Spender; children?: ReactNode }) {
  const { words, write } = useReader();
  return (
    <p className="notes facts">
      {children}
      <span>
        <Count of={words.requests} n={spender.requests} />
      </span>
      <span>
        <Value>{write.money(spender.costUsd)}</Value>
      </span>
    </p>
  );
}

function mostTokens(spenders: readonly Spender[]): number {
  return Math.max(1, ...spenders.map(({ totalTokens }) => totalTokens));
}
