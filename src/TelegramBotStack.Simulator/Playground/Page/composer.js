import { areCommandsShown, hideCommands } from './commands.js';
import { draft } from './draft.js';
import { byId, h } from './dom.js';
import { editText, sendFile, sendText } from './sending.js';
import { selection } from './selection.js';
import { world } from './world.js';

const form = byId('composer');
const text = byId('text');
const picker = byId('file');
const writer = byId('writer');
const writers = writer.querySelector('select');

export function startComposer() {
  form.addEventListener('submit', event => {
    event.preventDefault();
    send();
  });
  text.addEventListener('keydown', onKey);
  text.addEventListener('input', fit);
  text.addEventListener('paste', event => event.clipboardData.files.length > 0 && attach(event, event.clipboardData.files[0]));
  picker.addEventListener('change', event => picker.files.length > 0 && attach(event, picker.files[0]));
  writers.addEventListener('change', () => selection.open(selection.chat.id, Number(writers.value)));
  draft.on(showDraft);
  selection.on(show);
}

function show() {
  const { chat, userId } = selection;
  form.hidden = !chat || !userId || Boolean(chat.is_bot);
  writer.hidden = !chat?.members;
  writers.replaceChildren(...(chat?.members ?? []).map(id => h('option', { value: id, selected: id === userId }, world.nameOf(id))));
}

async function send() {
  const { answered, edited, file } = draft;
  const written = text.value.trim();
  if (!written && !file) {
    return;
  }

  text.value = '';
  hideCommands();
  fit();
  draft.clear();
  try {
    await (file ? sendFile(file, written) : edited ? editText(edited, written) : sendText(written, answered));
  } catch {
    // What could not be sent is there to be sent again.
    text.value ||= written;
    fit();
  }
}

function onKey(event) {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === 'ArrowUp' && text.value === '' && draft.isEmpty && selection.chat) {
    const last = world.messagesOf(selection.chat.id).findLast(message => message.from_id === selection.userId && !message.file);
    if (last) {
      event.preventDefault();
      draft.edit(last);
    }
  } else if (event.key === 'Escape') {
    if (areCommandsShown()) {
      hideCommands();
    } else if (draft.edited) {
      text.value = '';
      draft.clear();
    } else {
      draft.clear();
    }
  }
}

function attach(event, file) {
  event.preventDefault();
  draft.attach(file);
  picker.value = '';
}

function showDraft() {
  const shown = byId('draft');
  const what = draft.edited ? `Editing: ${draft.edited.text}`
    : draft.file ? `Attached: ${draft.file.name}`
    : draft.answered ? `Answering ${world.nameOf(draft.answered.from_id)}: ${draft.answered.text || 'a file'}`
    : '';
  shown.hidden = what === '';
  shown.replaceChildren(h('span', {}, what), h('button', { type: 'button', class: 'icon', 'aria-label': 'Take it back', onclick: () => { draft.clear(); text.focus(); } }, '✕'));
  if (draft.edited) {
    text.value = draft.edited.text;
  }

  if (!draft.isEmpty) {
    text.focus();
  }

  fit();
}

function fit() {
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight + 2, 160)}px`;
}
