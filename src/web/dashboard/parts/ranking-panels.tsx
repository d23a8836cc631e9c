import type { ReactNode } from 'react';
import type { ReportJson } from '../live/api-types.ts';
import { Say, useReader, Value } from '../words/reader.tsx';
import { AccountLink } from './account-name.tsx';
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
  const { say } = useReader();
  const most = mostTokens(models);
  return (
    <Panel area="models" title={say('models-title')}>
      {models.length === 0 && <p className="empty">{say('models-empty')}</p>}
      <ol className="ranking">
        {models.map((model) => (
          <li key={`${model.provider}/${model.model}`}>
            <RankingLine name={<bdi>{model.model}</bdi>} spender={model} />
            <ShareBar share={model.totalTokens / most} provider={model.provider} />
            <Notes spender={model}>
              <ProviderName id={model.provider} />
              {model.failed > 0 && (
                <span>
                  <Say id="models-failed" count={model.failed} />
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
  const { say } = useReader();
  const most = mostTokens(users);
  return (
    <Panel area="users" title={say('users-title')}>
      {users.length === 0 && <p className="empty">{say('users-empty')}</p>}
      <ol className="ranking">
        {users.map((user) => (
          <li key={user.userId}>
            <RankingLine
              name={<AccountLink account={{ id: user.userId, name: user.name }} />}
              spender={user}
            />
            <ShareBar share={user.totalTokens / most} />
            <Notes spender={user} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Which groups used most, by tokens; nothing where no group did. */
export function GroupsPanel({ groups }: { groups: ReportJson['groups'] }) {
  const { say } = useReader();
  if (groups.length === 0) return null;
  const most = mostTokens(groups);
  return (
    <Panel area="groups" title={say('groups-title')}>
      <ol className="ranking">
        {groups.map((group) => (
          <li key={group.chatId}>
            <RankingLine
              name={<AccountLink account={{ id: group.chatId, name: group.name }} />}
              spender={group}
            />
            <ShareBar share={group.totalTokens / most} />
            <Notes spender={group} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function RankingLine({ name, spender }: { name: ReactNode; spender: Spender }) {
  return (
    <div className="ranking-line">
      <span className="ranking-name">{name}</span>
      <strong>
        <Say id="count-tokens" tokens={spender.totalTokens} />
      </strong>
    </div>
  );
}

function Notes({ spender, children }: { spender: Spender; children?: ReactNode }) {
  const { write } = useReader();
  return (
    <p className="notes facts">
      {children}
      <span>
        <Say id="count-requests" requests={spender.requests} />
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
