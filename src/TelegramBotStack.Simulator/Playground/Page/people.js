import { post } from './api.js';
import { byId, h } from './dom.js';
import { openDialog } from './notices.js';
import { selection } from './selection.js';
import { showView } from './views.js';
import { world } from './world.js';

export function startPeople() {
  byId('new-user').addEventListener('click', newUser);
  byId('new-group').addEventListener('click', newGroup);
}

export const createUser = user => created('/users', user);

function newUser() {
  const name = h('input', { name: 'name', required: true, maxlength: 64, autocomplete: 'off' });
  const username = h('input', { name: 'username', maxlength: 32, pattern: '[A-Za-z][A-Za-z0-9_]{3,31}', autocomplete: 'off' });
  const language = h('input', { name: 'language', value: 'en', maxlength: 12, autocomplete: 'off' });
  form('New person', [
    h('label', {}, 'Name ', name),
    h('label', {}, 'Username, without @ (optional) ', username),
    h('label', {}, 'Language of the app, for example de ', language),
  ], () => createUser({ name: name.value.trim(), username: username.value || undefined, language_code: language.value.trim() || 'en' }));
}

function newGroup() {
  const people = [...world.chats.values()].filter(chat => !chat.members && !chat.is_bot);
  const title = h('input', { name: 'title', required: true, maxlength: 128, autocomplete: 'off' });
  const boxes = people.map(person => h('input', { type: 'checkbox', value: person.id, checked: true }));
  form('New group', [
    h('label', {}, 'Title ', title),
    h('fieldset', {}, h('legend', {}, 'Members'),
      people.length > 0 ? people.map((person, index) => h('label', { class: 'check' }, boxes[index], ` ${person.name}`)) : 'Make a person first.'),
  ], () => created('/groups', { title: title.value.trim(), members: boxes.filter(box => box.checked).map(box => Number(box.value)) }));
}

function form(title, fields, create) {
  const submit = async event => {
    event.preventDefault();
    await create();
    dialog.close();
    byId('text').focus();
  };
  const dialog = openDialog(title, h('form', { onsubmit: submit }, ...fields, h('div', { class: 'choices' },
    h('button', { type: 'button', 'data-close': true }, 'Cancel'),
    h('button', { type: 'submit', class: 'primary' }, 'Create'))));
}

async function created(path, body) {
  const { id } = await post(path, body);
  // The stream may tell of the chat a moment later.
  if (world.chats.has(id)) {
    selection.open(id, selection.userId);
  } else {
    selection.openWhenKnown(id);
  }

  showView('chat');
}
