import { draft } from './draft.js';
import { byId, h } from './dom.js';
import { notify } from './notices.js';
import { sendText } from './sending.js';
import { selection } from './selection.js';
import { world } from './world.js';

const panel = byId('reply-keyboard');
const toggle = byId('show-keyboard');
const text = byId('text');
let shownFor = null;

/** The keyboard that the bot has put in place of the letters. Which one it is follows from the messages alone. */
export function startReplyKeyboard() {
  toggle.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute('aria-expanded', String(!panel.hidden));
  });
  selection.on(show);
  world.on('message', message => message.chat_id === selection.chat?.id && show());
}

function show() {
  const messages = selection.chat ? world.messagesOf(selection.chat.id) : [];
  const last = messages.findLast(message => message.is_from_bot && (message.reply_markup?.keyboard || message.reply_markup?.remove_keyboard));
  const markup = last?.reply_markup?.keyboard ? last.reply_markup : null;
  const labels = markup?.keyboard.flat().map(labelOf) ?? [];
  const isUsed = markup?.one_time_keyboard
    && messages.some(message => message.message_id > last.message_id && message.from_id === selection.userId && labels.includes(message.text));
  toggle.hidden = !markup;
  text.placeholder = markup?.input_field_placeholder ?? 'Message';
  const identity = markup ? `${selection.chat.id}/${last.message_id}/${isUsed}` : null;
  if (identity !== shownFor) {
    shownFor = identity;
    panel.hidden = !markup || isUsed;
    toggle.setAttribute('aria-expanded', String(!panel.hidden));
    panel.replaceChildren(...(markup?.keyboard ?? []).map(row => h('div', { class: 'row' }, row.map(key))));
  }

  answerWhenForced(messages);
}

const labelOf = button => typeof button === 'string' ? button : button.text;

function key(button) {
  const isText = typeof button === 'string' || !Object.keys(button).some(name => name.startsWith('request_') || name === 'web_app');
  const choose = isText ? () => sendText(labelOf(button)) : () => notify('The simulator has no contacts, places or apps to share.');
  return h('button', { type: 'button', onclick: choose }, labelOf(button));
}

/** Bot API: ForceReply acts as if the user had chosen to reply. */
function answerWhenForced(messages) {
  const last = messages.at(-1);
  if (last?.is_from_bot && last.reply_markup?.force_reply && draft.isEmpty) {
    draft.replyTo(last);
  }
}
