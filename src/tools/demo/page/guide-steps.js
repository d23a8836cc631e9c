import { locale, personFor, words } from './place.js';

/** What the buttons to press say to the bot. */
const LETS_IN = /^access:in:/;
const LETS_IN_SOMEHOW = /^access:(?:in|day):/;
const CHART = /^chart:/;

const OTHER = { en: 'fa', fa: 'en' };

/** The steps of the first minute: who acts, what happens at a press, and which event shows that it is done. */
export function guideSteps() {
  const [user, other] = [personFor('user'), personFor('user', OTHER[locale])];
  const [stranger, admin] = [personFor('stranger'), personFor('admin')];
  const steps = [
    { key: 'ask', person: user, say: () => question(user).ask, isDone: (event) => isSaid(event, user) },
    { key: 'stop', person: user, say: () => question(user).story, isDone: ({ type }) => type === 'stopped' },
    { key: 'other', person: other, say: () => question(other).ask, isDone: (event) => isSaid(event, other) },
    {
      key: 'knock',
      person: stranger,
      say: () => question(stranger).knock,
      isDone: (event) => isSaid(event, stranger),
    },
    { key: 'admit', person: admin, points: LETS_IN, isDone: (event) => isPressed(event, LETS_IN_SOMEHOW) },
    {
      key: 'usage',
      person: admin,
      say: () => '/ai_usage',
      isDone: (event) => isSaid(event, admin, /^\/ai_usage/),
    },
    { key: 'chart', person: admin, points: CHART, isDone: (event) => isPressed(event, CHART) },
    { key: 'report', person: admin, sendsReport: true, isDone: ({ type }) => type === 'reported' },
    {
      key: 'dashboard',
      person: admin,
      say: () => '/dashboard',
      isDone: (event) => isSaid(event, admin, /^\/dashboard/),
    },
  ];
  return steps.map((step) => ({ ...step, ...words.steps[step.key] }));
}

function question(person) {
  return words.questions[person.languageCode];
}

function isSaid({ type, message }, person, expected = /^[^/]/) {
  return (
    type === 'message' &&
    message.by === 'user' &&
    message.from.id === person.id &&
    expected.test(message.text)
  );
}

function isPressed({ type, data }, expected) {
  return type === 'pressed' && expected.test(data);
}
