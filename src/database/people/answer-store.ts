import type { Database } from '../engine/database.ts';
import { instantText, type Columns } from '../engine/sql-dialect.ts';
import { createUnlessForgottenWriter } from './unless-forgotten-writer.ts';

/** What a message of the bot answers. */
export interface AnswerNote {
  userId: bigint;
  conversation: string;
  /** As its feature wrote it; `null` once the conversation was forgotten. */
  question: object | null;
  /** The press that asked it again. */
  takenBy?: string | null;
  /** The requests that were sent for it, in order. */
  requestIds: readonly string[];
}

/** A request as its receipt shows it. */
export interface ReceiptRow {
  id: string;
  provider: string;
  model: string;
  status: string;
  errorReason: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  totalTokens: number | null;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  audioSeconds: number | null;
  tokensEstimated: boolean;
  costPicoUsd: bigint | null;
  costSource: string | null;
  latencyMs: number | null;
  remainingRequests: number | null;
  remainingTokens: number | null;
}

export interface AnswerStore {
  /** Keeps what the messages answer, unless the person was forgotten meanwhile. */
  keep(chatId: bigint, messageIds: readonly number[], note: AnswerNote, now: Date): Promise<void>;
  find(chatId: bigint, messageId: number): Promise<AnswerNote | null>;
  /** The question of an answer, for one press of a button: of two at once, one gets it, and gets it again. */
  takeQuestion(chatId: bigint, messageId: number, pressId: string): Promise<object | null>;
  /** The questions of a conversation are forgotten; what they cost is not. */
  forgetQuestions(userId: bigint, conversation: string): Promise<void>;
  /** The same for every conversation whose key begins like this. */
  forgetAllQuestions(prefix: string): Promise<void>;
  /** The requests of an answer that are still kept, in the order in which they were sent. */
  requests(ids: readonly string[]): Promise<ReceiptRow[]>;
}

const COLUMNS: Columns = {
  chat_id: 'bigint',
  message_id: 'int',
  user_id: 'bigint',
  conversation: 'text',
  question: 'json',
  request_ids: 'json',
  created_at: 'time',
};

export function createAnswerStore(database: Database): AnswerStore {
  const { client } = database;
  const write = createUnlessForgottenWriter(database, 'answer', COLUMNS);
  return {
    keep: async (chatId, messageIds, { userId, conversation, question, requestIds }, now) => {
      const common = {
        chat_id: String(chatId),
        user_id: String(userId),
        conversation,
        question,
        request_ids: requestIds,
        created_at: instantText(now),
        request_id: requestIds[0] ?? null,
      };
      await write(messageIds.map((messageId) => ({ message_id: messageId, ...common })));
    },
    find: async (chatId, messageId) => {
      const row = await client.answer.findUnique({ where: { chatId_messageId: { chatId, messageId } } });
      if (!row) return null;
      const { userId, conversation, question, takenBy, requestIds } = row;
      return {
        userId,
        conversation,
        question: question as object | null,
        takenBy,
        requestIds: requestIds as string[],
      };
    },
    takeQuestion: (chatId, messageId, pressId) => takeQuestion(database, chatId, messageId, pressId),
    forgetQuestions: async (userId, conversation) => {
      const { dialect } = database;
      await client.$executeRawUnsafe(
        `UPDATE answer SET question = NULL WHERE user_id = ${dialect.parameter(1)} ` +
          `AND conversation = ${dialect.parameter(2)} AND question IS NOT NULL`,
        userId,
        conversation,
      );
    },
    forgetAllQuestions: async (prefix) => {
      const { condition, pattern } = database.dialect.startsWith('conversation', prefix, 1);
      await client.$executeRawUnsafe(
        `UPDATE answer SET question = NULL WHERE ${condition} AND question IS NOT NULL`,
        pattern,
      );
    },
    requests: async (ids) => {
      const rows = await client.aiUsage.findMany({ where: { id: { in: [...ids] } } });
      return ids.flatMap((id) => rows.filter((row) => row.id === id).map(toReceipt));
    },
  };
}

/** Lets only one press have the question; the same press may ask again. */
async function takeQuestion(
  { client, dialect }: Database,
  chatId: bigint,
  messageId: number,
  pressId: string,
): Promise<object | null> {
  const press = dialect.parameter(3);
  const taken = await client.$executeRawUnsafe(
    `UPDATE answer SET taken_by = ${press} WHERE chat_id = ${dialect.parameter(1)} ` +
      `AND message_id = ${dialect.parameter(2)} AND (taken_by IS NULL OR taken_by = ${press})`,
    chatId,
    messageId,
    pressId,
  );
  if (taken === 0) return null;
  const row = await client.answer.findUnique({ where: { chatId_messageId: { chatId, messageId } } });
  return (row?.question ?? null) as object | null;
}

// The columns hold more than any number of requests or tokens that is left.
function toReceipt<Row extends { remainingRequests: bigint | null; remainingTokens: bigint | null }>(
  row: Row,
) {
  const { remainingRequests, remainingTokens } = row;
  return {
    ...row,
    remainingRequests: remainingRequests === null ? null : Number(remainingRequests),
    remainingTokens: remainingTokens === null ? null : Number(remainingTokens),
  };
}
