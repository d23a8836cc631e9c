import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeError } from '../../foundation/describe-error.ts';
import type { RunningChatPage } from './chat-page-options.ts';
import { readBody } from '../stand-ins/http/read-body.ts';

interface ActionBody {
  person?: number;
  chat?: number;
  message?: number;
  text?: string;
  button?: string;
  replyTo?: number;
}

/** Answers the page's API: the contents of a chat, and a person's actions in it. */
export async function answerChatAction(
  options: RunningChatPage,
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  try {
    const result = request.method === 'POST' ? await act(options, request, url) : look(options, url);
    send(response, result === undefined ? 404 : 200, result ?? { error: 'there is no such address' });
  } catch (error) {
    send(response, 400, { error: describeError(error) });
  }
}

function look(options: RunningChatPage, url: URL): object | undefined {
  const { telegram } = options;
  const person = Number(url.searchParams.get('person'));
  const chat = Number(url.searchParams.get('chat'));
  switch (url.pathname) {
    case '/api/setup':
      return describeSetup(options);
    case '/api/chat':
      return { messages: telegram.messages(chat), commands: telegram.visibleCommands(person, chat) };
    default:
      return undefined;
  }
}

function describeSetup({ telegram, people, groups = [], locale = 'en', run, sendReport }: RunningChatPage) {
  const membersOf = (id: number): number[] => telegram.chatMembers(id).map((member) => member.id);
  return {
    run,
    bot: { name: telegram.bot.first_name, username: telegram.bot.username },
    people,
    groups: groups.map(({ id, title }) => ({ id, title, members: membersOf(id) })),
    locale,
    hasReport: sendReport !== undefined,
  };
}

async function act(
  options: RunningChatPage,
  request: IncomingMessage,
  url: URL,
): Promise<object | undefined> {
  // Forms and foreign pages cannot send this header without permission.
  if (request.headers['x-chat-page'] !== '1') throw new Error('this address is for the chat page only');
  const { telegram } = options;
  const content = await readBody(request);
  const person = Number(url.searchParams.get('person'));
  const chatId = Number(url.searchParams.get('chat')) || person;
  const replyTo = Number(url.searchParams.get('replyTo')) || undefined;
  switch (url.pathname) {
    case '/api/photo':
      return telegram.sendPhoto(person, content, {
        chatId,
        replyTo,
        mimeType: request.headers['content-type'],
      });
    case '/api/voice':
      return telegram.sendVoice(person, content, { chatId, replyTo });
    default: {
      const body: ActionBody = JSON.parse(content.toString('utf8'));
      return await actWithBody(options, url.pathname, body);
    }
  }
}

async function actWithBody(
  { telegram, sendReport }: RunningChatPage,
  path: string,
  { person = 0, chat = person, message = 0, text = '', button = '', replyTo }: ActionBody,
): Promise<object | undefined> {
  switch (path) {
    case '/api/say':
      return telegram.say(person, text, { chatId: chat, replyTo });
    case '/api/edit':
      return telegram.edit(person, message, text);
    case '/api/press':
      return { queryId: telegram.press(person, message, button).queryId };
    case '/api/stop':
      telegram.stopDraft(person);
      return {};
    case '/api/report':
      await sendReport?.();
      return sendReport && {};
    default:
      return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
