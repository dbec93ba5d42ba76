import { byId, h } from './dom.js';

const SHOWN_FOR = 6_000;

/** Shows a short message for a while. */
export function notify(text, { isError = false, action } = {}) {
  const notice = h('div', { class: isError ? 'notice error' : 'notice', role: isError ? 'alert' : 'status' }, h('span', {}, text), action);
  byId('notices').append(notice);
  setTimeout(() => notice.remove(), SHOWN_FOR);
}

/** Shows a dialog; Esc and a button marked with `data-close` close it. */
export function openDialog(title, ...content) {
  const dialog = byId('dialog');
  dialog.replaceChildren(h('h2', { id: 'dialog-title' }, title), ...content);
  for (const button of dialog.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => dialog.close());
  }

  dialog.showModal();
  return dialog;
}
