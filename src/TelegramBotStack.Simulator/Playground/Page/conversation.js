import { byId, h } from './dom.js';
import { createUser } from './people.js';
import { sendText } from './sending.js';
import { selection } from './selection.js';
import { world } from './world.js';

const ACTIONS = {
  typing: 'is typing', upload_photo: 'is sending a photo', upload_document: 'is sending a file', record_voice: 'is recording',
  upload_voice: 'is sending a recording', record_video: 'is recording', upload_video: 'is sending a video', choose_sticker: 'is choosing a sticker',
};
// Bot API: sendChatAction is shown for 5 seconds or less, until a message arrives.
const ACTION_LASTS = 5_000;

let acting = null;
let ending = 0;

/** The head of the conversation, and what is shown while there is none. */
export function startConversation() {
  selection.on(() => { stopActing(); show(); });
  world.on('message', message => {
    if (message.chat_id === selection.chat?.id) {
      if (message.is_from_bot) {
        stopActing();
      }

      show();
    }
  });
  world.on('action', ({ chat_id, action }) => {
    if (chat_id === selection.chat?.id) {
      stopActing();
      acting = ACTIONS[action.toLowerCase()] ?? (action.toLowerCase() === 'cancel' ? null : 'is busy');
      ending = setTimeout(() => { stopActing(); showState(); }, ACTION_LASTS);
      showState();
    }
  });
}

function stopActing() {
  clearTimeout(ending);
  acting = null;
}

function show() {
  const { chat } = selection;
  byId('chat-name').textContent = chat?.name ?? 'No chat';
  byId('save-test').hidden = !chat || Boolean(chat.is_bot);
  byId('welcome').replaceChildren(...welcome());
  showState();
}

function showState() {
  const { chat } = selection;
  byId('chat-state').textContent = !chat ? ''
    : acting ? `@${world.bot.username} ${acting}…`
    : chat.members ? chat.members.map(id => world.nameOf(id)).join(', ')
    : chat.has_blocked_bot ? 'has blocked the bot'
    : [chat.username && `@${chat.username}`, chat.language_code].filter(Boolean).join(' · ');
}

function welcome() {
  if (!selection.chat) {
    const name = h('input', { name: 'name', value: 'Ada', required: true, maxlength: 64, autocomplete: 'off' });
    const start = async event => { event.preventDefault(); await createUser({ name: name.value.trim() }); };
    return [h('form', { onsubmit: start },
      h('label', {}, 'Who writes to the bot? ', name),
      h('button', { type: 'submit', class: 'primary' }, 'Begin'))];
  }

  return world.messagesOf(selection.chat.id).length === 0 && !selection.chat.is_bot && selection.userId
    ? [h('p', {}, selection.group ? 'Write to the group. The bot sees commands, and messages that mention or answer it.' : 'Nothing was said yet.'),
      h('button', { type: 'button', class: 'primary', onclick: () => { byId('text').focus(); return sendText('/start'); } }, 'Send /start')]
    : [];
}
