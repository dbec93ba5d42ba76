import { byId } from './dom.js';

/** On a narrow screen one of the three parts is seen at a time. */
export function showView(name) {
  document.body.dataset.view = name;
}

export function startViews() {
  if (location.hash) {
    showView('chat');
  }

  const go = (button, view, focus) => byId(button).addEventListener('click', () => {
    showView(view);
    byId(focus).focus();
  });
  go('to-chats', 'chats', 'new-user');
  go('to-inspector', 'inspector', 'tab-updates');
  go('from-inspector', 'chat', 'to-inspector');
}
