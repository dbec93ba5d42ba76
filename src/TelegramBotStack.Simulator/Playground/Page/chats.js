import { byId, h } from './dom.js';
import { showView } from './views.js';
import { selection } from './selection.js';
import { world } from './world.js';

const unread = new Set();

/** The list of people and groups, the newest message of each, and the bots. */
export function startChats() {
  world.on('snapshot', () => { showBots(); show(); showBotState(); });
  world.on('chat deleted', show);
  world.on('message', message => {
    if (message.is_from_bot && message.chat_id !== selection.chat?.id) {
      unread.add(message.chat_id);
    }

    show();
  });
  world.on('pulse', showBotState);
  selection.on(() => {
    unread.delete(selection.chat?.id);
    show();
  });
  addEventListener('keydown', onKey);
}

function show() {
  const chats = [...world.chats.values()];
  fill(byId('people'), chats.filter(chat => !chat.members), 'Nobody yet');
  fill(byId('groups'), chats.filter(chat => chat.members), 'None yet');
}

function fill(list, chats, otherwise) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  list.replaceChildren(...(chats.length > 0 ? chats.map(entry) : [h('li', { class: 'empty' }, otherwise)]));
  if (focused) {
    list.querySelector(`[data-chat="${focused}"]`)?.focus();
  }
}

function entry(chat) {
  const last = world.messagesOf(chat.id).at(-1);
  const preview = last ? (last.text || last.file?.name || 'Photo') : chat.members ? `${chat.members.length} members` : 'No messages yet';
  return h('li', {}, h('button', {
    type: 'button',
    'data-chat': chat.id,
    'aria-current': chat.id === selection.chat?.id && 'true',
    onclick: () => { selection.open(chat.id, selection.userId); showView('chat'); byId('text').focus(); },
  },
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...chat.name][0] ?? '?'),
    h('span', { class: 'name' }, chat.name),
    h('span', { class: 'preview' }, preview),
    unread.has(chat.id) && h('span', { class: 'unread' }, h('span', { class: 'hidden' }, 'unread'))));
}

function showBots() {
  const select = byId('bots').querySelector('select');
  byId('bots').hidden = world.bots.length < 2;
  select.replaceChildren(...world.bots.map(bot => h('option', { value: bot.id, selected: bot.id === world.bot.id }, `@${bot.username}`)));
  select.onchange = () => location.assign(`/?bot=${select.value}`);
  document.title = `@${world.bot.username} – Playground`;
}

function showBotState() {
  const { is_listening, has_webhook, pending, conflicts } = world.pulse;
  const state = byId('bot-state');
  state.className = is_listening ? 'on' : 'off';
  state.textContent = `@${world.bot.username} `
    + (is_listening ? (has_webhook ? 'listens by webhook' : 'listens') : 'does not listen: is the bot running?')
    + (pending > 0 && !is_listening ? `, ${pending} updates wait` : '')
    + (conflicts > 0 ? `, 409 conflicts: ${conflicts}` : '');
}

/** Alt+↑ and Alt+↓ go to the chat before and after. */
function onKey(event) {
  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    const entries = [...document.querySelectorAll('#chats [data-chat]')];
    const at = entries.findIndex(one => Number(one.dataset.chat) === selection.chat?.id);
    entries[at + (event.key === 'ArrowUp' ? -1 : 1)]?.click();
  }
}
