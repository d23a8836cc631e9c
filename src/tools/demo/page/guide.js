import { act, showToast } from './actions.js';
import { guideSteps } from './guide-steps.js';
import { $, place, setup, words } from './place.js';
import { element } from './render-message.js';

let steps = [];
let chosen = 0;
let openPlace = async () => undefined;

/** Shows the guide through the first minute, where the demo has somebody for each of its roles. */
export function showGuide(open) {
  openPlace = open;
  const roles = new Set(setup.people.map(({ role }) => role));
  const isWhole = setup.hasReport && ['user', 'stranger', 'admin'].every((role) => roles.has(role));
  $('guide').hidden = !isWhole;
  if (!isWhole) return;
  steps = guideSteps();
  chosen = nextStep(-1);
  render();
}

/** Ticks off the step that this event completes. */
export function noteStep(event) {
  const done = doneSteps();
  const index = steps.findIndex(({ key, isDone }) => !done.has(key) && isDone(event));
  if (index === -1) return;
  sessionStorage.setItem(storageKey(), [...done, steps[index].key].join());
  // What is chosen stays, unless it is what was just done.
  if (index === chosen) chosen = nextStep(index);
  render();
}

document.addEventListener('did-act', ({ detail }) => noteStep(detail));

// The steps are those of one run of the demo: after another start, nothing has been done yet.
const storageKey = () => `guide ${setup.run}`;

function doneSteps() {
  return new Set((sessionStorage.getItem(storageKey()) ?? '').split(',').filter(Boolean));
}

/** The next step that is not done, from here on and then from the start; -1 when all are. */
function nextStep(from) {
  const done = doneSteps();
  const isOpen = ({ key }) => !done.has(key);
  const later = steps.findIndex((step, index) => index > from && isOpen(step));
  return later === -1 ? steps.findIndex(isOpen) : later;
}

function render() {
  const done = doneSteps();
  const title = element('h2', '', words.guide);
  title.id = 'guide-title';
  const count = element('small', '', words.progress(done.size, steps.length));
  const list = element('ol', 'steps');
  list.append(...steps.map((step, index) => stepItem(step, index, done.has(step.key))));
  const end = chosen === -1 ? [element('p', 'explanation', words.guideEnd)] : [];
  const isFolded = $('guide').classList.contains('folded');
  const fold = button('fold', isFolded ? words.unfold : words.fold, toggle);
  fold.setAttribute('aria-expanded', String(!isFolded));
  $('guide').replaceChildren(title, count, fold, list, ...end);
}

function toggle() {
  $('guide').classList.toggle('folded');
  render();
}

function stepItem(step, index, isDone) {
  const item = element('li', `step${isDone ? ' done' : ''}${index === chosen ? ' current' : ''}`);
  const title = button('step-title', `${isDone ? '✓' : words.number(index + 1)} ${step.title}`, () =>
    choose(index),
  );
  title.setAttribute('aria-expanded', String(index === chosen));
  item.append(title);
  if (index !== chosen) return item;
  const next = button('later', words.later, () => choose((index + 1) % steps.length));
  const buttons = element('div', 'step-buttons');
  buttons.append(
    button('do', step.action(step.person.name), () => void run(step)),
    next,
  );
  item.append(element('p', 'explanation', step.text(step.person.name)), buttons);
  return item;
}

function choose(index) {
  chosen = index;
  render();
}

/** Becomes the step's person and does what the step says, or shows which button to press. */
async function run(step) {
  if (place.person !== step.person.id || place.chat !== step.person.id)
    await openPlace(step.person.id, step.person.id);
  if (step.say) await act.command(step.say());
  if (step.sendsReport) await act.report();
  if (step.points) pointTo(step.points);
}

function pointTo(data) {
  const key = [...document.querySelectorAll('#messages .key')].findLast(({ dataset }) =>
    data.test(dataset.value),
  );
  if (!key) return showToast(words.notThere);
  key.scrollIntoView({ block: 'center' });
  key.focus();
  key.classList.add('pointed');
  key.addEventListener('animationend', () => key.classList.remove('pointed'), { once: true });
}

function button(className, text, onClick) {
  const created = element('button', className, text);
  created.type = 'button';
  created.dir = 'auto';
  created.addEventListener('click', onClick);
  return created;
}
