import { addressOf } from './api.js';
import { draft } from './draft.js';
import { byId, h, timeOf } from './dom.js';
import { formatted } from './entities.js';
import { inlineKeyboard } from './inline-keyboard.js';
import { sendText } from './sending.js';
import { selection } from './selection.js';
import { world } from './world.js';

const log = byId('log');
const list = byId('messages');
let isAtEnd = true;

export function startMessages() {
  log.addEventListener('scroll', () => { isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40; });
  // Whoever reads the end goes on reading it when there is more, a picture has come, or there is less room.
  const resized = new ResizeObserver(() => isAtEnd && goToEnd());
  resized.observe(log);
  resized.observe(list);
  selection.on(showAll);
  world.on('message', message => isShown(message.chat_id) && show(message));
  world.on('deleted', ({ chat_id, message_id }) => isShown(chat_id) && itemOf(message_id)?.remove());
}

function goToEnd() {
  isAtEnd = true;
  log.scrollTop = log.scrollHeight;
}

const isShown = chatId => selection.chat?.id === chatId;

const itemOf = messageId => list.querySelector(`:scope > [data-id="${Number(messageId)}"]`);

function showAll() {
  list.replaceChildren(...(selection.chat ? world.messagesOf(selection.chat.id).map(item) : []));
  goToEnd();
}

function show(message) {
  const old = itemOf(message.message_id);
  const made = item(message);
  if (old) {
    const focused = [...old.querySelectorAll('button, a')].indexOf(document.activeElement);
    old.replaceWith(made);
    if (focused >= 0) {
      // Whoever pressed a button by the keyboard stays at it when the bot edits the message.
      ([...made.querySelectorAll('button, a')][focused] ?? log).focus();
    }
  } else {
    list.append(made);
  }

  if (!old && message.from_id === selection.userId) {
    goToEnd();
  }
}

function item(message) {
  const isMine = message.from_id === selection.userId;
  const author = h('p', { class: isMine || (message.is_from_bot && !selection.group) ? 'hidden' : 'author' }, isMine ? 'You' : world.nameOf(message.from_id));
  return h('li', { class: `message ${isMine ? 'mine' : 'theirs'}`, 'data-id': message.message_id },
    h('div', { class: 'bubble' },
      author,
      replied(message),
      message.file && file(message),
      message.text && h('div', { class: 'text' }, ...formatted(message.text, message.entities, sendText)),
      h('p', { class: 'meta' }, message.edited_at ? 'edited ' : '', h('time', { datetime: message.sent_at }, timeOf(message.sent_at)))),
    inlineKeyboard(message),
    actions(message, isMine));
}

function replied(message) {
  if (!message.reply_to_message_id) {
    return null;
  }

  const original = world.message(message.chat_id, message.reply_to_message_id);
  const shown = original ? `${world.nameOf(original.from_id)}: ${original.text || original.file?.name || 'Photo'}` : 'A message that is gone';
  return h('button', { type: 'button', class: 'replied', onclick: () => itemOf(message.reply_to_message_id)?.scrollIntoView({ block: 'center' }) }, shown);
}

function file(message) {
  const address = addressOf(`/files/${encodeURIComponent(message.file.id)}`);
  const download = h('a', { href: address, class: 'file', download: message.file.name || 'photo' },
    `${message.file.name || 'Photo'}, ${size(message.file.size)}`);
  if (!message.file.is_photo) {
    return download;
  }

  const picture = h('img', { src: address, alt: message.text || 'Photo' });
  // A test may send any bytes as a photo.
  picture.addEventListener('error', () => picture.replaceWith(download));
  return picture;
}

const size = bytes => bytes < 1_000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

function actions(message, isMine) {
  const isEditable = isMine && !message.file;
  return h('div', { class: 'actions' },
    h('button', { type: 'button', onclick: () => draft.replyTo(message) }, 'Reply'),
    isEditable && h('button', { type: 'button', onclick: () => draft.edit(message) }, 'Edit'));
}
