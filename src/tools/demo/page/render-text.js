const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
  date_time: 'time',
};
const BLOCKS = new Set(['pre', 'blockquote']);
const LINKS = new Set(['text_link', 'url', 'email', 'bot_command', 'mention', 'hashtag', 'text_mention']);

/** The text with its entities as elements. Entities nest, and their contents are rendered the same way. */
export function renderText(text, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const entity of outermost(entities)) {
    fragment.append(text.slice(position, entity.offset));
    const end = entity.offset + entity.length;
    const inner = entities
      .filter(
        (other) => other !== entity && other.offset >= entity.offset && other.offset + other.length <= end,
      )
      .map((other) => ({ ...other, offset: other.offset - entity.offset }));
    const element = createElement(entity, text.slice(entity.offset, end), onCommand);
    element.append(renderText(text.slice(entity.offset, end), inner, onCommand));
    fragment.append(element);
    // A block ends its line by itself; the line break after it would add an empty one.
    position = BLOCKS.has(element.localName) && text[end] === '\n' ? end + 1 : end;
  }
  fragment.append(text.slice(position));
  return fragment;
}

function outermost(entities) {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const chosen = [];
  let end = 0;
  for (const entity of sorted) {
    if (entity.offset < end) continue;
    chosen.push(entity);
    end = entity.offset + entity.length;
  }
  return chosen;
}

function createElement(entity, content, onCommand) {
  if (entity.type === 'spoiler') return spoiler();
  if (LINKS.has(entity.type)) return link(entity, content, onCommand);
  const element = document.createElement(TAGS[entity.type] ?? 'span');
  if (entity.type === 'expandable_blockquote') {
    element.className = 'expandable';
    element.addEventListener('click', () => element.classList.toggle('open'));
  }
  if (entity.language) element.dataset.language = entity.language;
  if (entity.unix_time) element.title = new Date(entity.unix_time * 1000).toLocaleString();
  return element;
}

function spoiler() {
  const element = document.createElement('span');
  element.className = 'spoiler';
  element.addEventListener('click', () => element.classList.add('open'));
  return element;
}

function link(entity, content, onCommand) {
  const element = document.createElement('a');
  if (entity.type === 'bot_command') element.addEventListener('click', () => onCommand(content));
  const address = entity.type === 'text_link' ? entity.url : entity.type === 'url' ? content : null;
  if (address && /^https?:/i.test(address)) {
    element.href = address;
    element.target = '_blank';
    element.rel = 'noopener noreferrer';
  }
  return element;
}
