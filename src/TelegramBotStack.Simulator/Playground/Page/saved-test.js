import { addressOf, call } from './api.js';
import { byId, h } from './dom.js';
import { notify, openDialog } from './notices.js';
import { selection } from './selection.js';

/** Shows the conversation as a test in C#. */
export function startSavedTest() {
  byId('save-test').addEventListener('click', async () => {
    const path = `/chats/${selection.chat.id}/test`;
    const code = await call('GET', path);
    const name = /class (\w+)/.exec(code)?.[1] ?? 'ConversationTests';
    const copy = async () => {
      await navigator.clipboard.writeText(code);
      notify('Copied');
    };
    openDialog('The conversation as a test',
      h('p', {}, 'It belongs into the test project of a bot that was made by Scaffold.'),
      h('pre', { tabindex: '0', class: 'code', 'aria-label': 'Test in C#' }, code),
      h('div', { class: 'choices' },
        h('button', { type: 'button', 'data-close': true }, 'Close'),
        h('a', { class: 'button', href: addressOf(path), download: `${name}.cs` }, 'Download'),
        h('button', { type: 'button', class: 'primary', onclick: copy }, 'Copy')));
  });
}
