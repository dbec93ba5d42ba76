import { h, link } from './dom.js';

/** The text as nodes, with its entities nested as they are. Offsets are UTF-16 units, as JavaScript's are. */
export function formatted(text, entities, onCommand) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return nodes(text, sorted, 0, text.length, onCommand);
}

function nodes(text, entities, start, end, onCommand) {
  const made = [];
  let position = start;
  let rest = entities.filter(entity => entity.offset >= start && entity.offset < end && entity.length > 0);
  while (rest.length > 0) {
    const [entity] = rest;
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    const inside = rest.slice(1).filter(other => other.offset < to);
    made.push(text.slice(position, from), element(entity, text.slice(from, to), nodes(text, inside, from, to, onCommand), onCommand));
    position = to;
    // One that reaches out of another goes on after it.
    rest = [
      ...inside.filter(other => other.offset + other.length > to).map(other => ({ ...other, offset: to, length: other.offset + other.length - to })),
      ...rest.slice(1).filter(other => other.offset >= to),
    ].filter(other => other.offset < end).sort((one, other) => one.offset - other.offset || other.length - one.length);
  }

  made.push(text.slice(position, end));
  return made.filter(node => node !== '');
}

function element(entity, text, children, onCommand) {
  switch (entity.type) {
    case 'bold': return h('strong', {}, ...children);
    case 'italic': return h('em', {}, ...children);
    case 'underline': return h('u', {}, ...children);
    case 'strikethrough': return h('s', {}, ...children);
    case 'code': return h('code', {}, ...children);
    case 'pre': return h('pre', { 'data-language': entity.language, tabindex: '0' }, h('code', {}, ...children));
    case 'blockquote':
    case 'expandable_blockquote': return h('blockquote', {}, ...children);
    case 'spoiler': return spoiler(children);
    case 'text_link': return link(entity.url ?? '', ...children);
    case 'url': return link(text, ...children);
    case 'email': return link(`mailto:${text}`, ...children);
    case 'phone_number': return link(`tel:${text}`, ...children);
    case 'bot_command': return h('button', { type: 'button', class: 'command', onclick: () => onCommand(text) }, ...children);
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag': return h('span', { class: 'mention' }, ...children);
    default: return h('span', {}, ...children);
  }
}

function spoiler(children) {
  const cover = h('span', { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': 'Hidden text, show it' }, h('span', { inert: true }, ...children));
  const show = event => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') {
      return;
    }

    event.preventDefault();
    cover.replaceWith(h('span', { class: 'spoiler shown' }, ...cover.firstChild.childNodes));
  };
  cover.addEventListener('click', show);
  cover.addEventListener('keydown', show);
  return cover;
}
