import { act, upload } from './actions.js';
import { listen, setStatus } from './events.js';
import { watchScrolling } from './follow.js';
import { showGuide } from './guide.js';
import { showCommands, showPlaces } from './menus.js';
import { showChat } from './messages.js';
import { $, loadSetup, locale, place, setup, useLocale, words } from './place.js';
import { endReply } from './replying.js';

async function openChat(person, chat) {
  Object.assign(place, { person, chat });
  $('commands').hidden = true;
  endReply();
  showPlaces(openChat);
  const group = setup.groups.find(({ id }) => id === chat);
  $('title').textContent = group?.title ?? setup.bot.name;
  setStatus('');
  showCommands(await showChat());
}

function sendText() {
  const text = $('text').value.trim();
  $('text').value = '';
  if (text) void act.command(text);
}

function dressPage() {
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'fa' ? 'rtl' : 'ltr';
  document.title = words.title;
  $('text').placeholder = words.placeholder;
  $('text').setAttribute('aria-label', words.placeholder);
  $('places').setAttribute('aria-label', words.people);
  $('messages').setAttribute('aria-label', words.messages);
  $('language').textContent = words.otherLanguage;
  $('language').lang = locale === 'fa' ? 'en' : 'fa';
  for (const id of ['send', 'menu', 'attach', 'voice', 'theme']) {
    $(id).title = words[id];
    $(id).setAttribute('aria-label', words[id]);
  }
  $('photo').setAttribute('aria-label', words.attach);
}

function changeLanguage() {
  useLocale(locale === 'fa' ? 'en' : 'fa');
  localStorage.setItem('locale', locale);
  dressPage();
  showGuide(openChat);
  void openChat(place.person, place.chat);
}

function listenToComposer() {
  $('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    sendText();
  });
  $('text').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') endReply();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  });
  $('menu').addEventListener('click', () => ($('commands').hidden = !$('commands').hidden));
  $('voice').addEventListener(
    'click',
    () => void upload('/api/voice', new Blob(['OggS demo voice']), 'audio/ogg'),
  );
  $('photo').addEventListener('change', () => {
    const [file] = $('photo').files;
    if (file) void upload('/api/photo', file, file.type);
    $('photo').value = '';
  });
}

function listenToHeader() {
  $('language').addEventListener('click', changeLanguage);
  $('theme').addEventListener('click', () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  });
}

/** Covers the page while there is nothing to show: `loading`, or `failed` with a button that tries again. */
function showState(state) {
  document.body.dataset.state = state;
  const hasFailed = state === 'failed';
  $('retry').hidden = !hasFailed;
  if (!hasFailed) return;
  $('state-text').textContent = words.failed;
  $('retry').textContent = words.retry;
}

/** Reads everything and shows it; says so where the demo does not answer. */
async function load() {
  try {
    await loadSetup();
    dressPage();
    showGuide(openChat);
    await openChat(place.person, place.chat);
    showState('ready');
  } catch {
    showState('failed');
    return;
  }
  if (isListening) return;
  isListening = true;
  // After a new start of the demo the old chats are gone.
  listen(() => void load());
}

let isListening = false;
$('retry').addEventListener('click', () => {
  showState('loading');
  void load();
});
listenToComposer();
listenToHeader();
watchScrolling();
await load();
