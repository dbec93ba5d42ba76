import { h, link, safeAddress } from './dom.js';
import { notify, openDialog } from './notices.js';
import { press } from './sending.js';
import { selection } from './selection.js';
import { world } from './world.js';

/** The buttons under a message; null without any. */
export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  return !rows?.length ? null : h('div', { class: 'keyboard', role: 'group', 'aria-label': 'Buttons of this message' },
    rows.map(row => h('div', { class: 'row' }, row.map(button => made(message, button, rows.flat())))));
}

function made(message, button, all) {
  if (button.callback_data !== undefined) {
    const isUnmistakable = all.filter(other => other.text === button.text).length === 1;
    return h('button', { type: 'button', onclick: event => pressed(event.currentTarget, message, isUnmistakable ? button.text : button.callback_data) }, button.text);
  }

  const address = button.url ?? button.login_url?.url;
  if (address && safeAddress(address)) {
    return link(address, button.text, h('span', { 'aria-hidden': 'true' }, ' ↗'));
  }

  if (button.copy_text) {
    return h('button', { type: 'button', onclick: () => copied(button.copy_text.text) }, button.text);
  }

  return h('button', { type: 'button', onclick: () => notify('The simulator does not know what this button does.') }, button.text);
}

async function pressed(element, message, button) {
  if (element.getAttribute('aria-busy') === 'true') {
    return;
  }

  element.setAttribute('aria-busy', 'true');
  try {
    const { id } = await press(message, button);
    element.dataset.query = id;
  } catch {
    element.removeAttribute('aria-busy');
  }
}

async function copied(text) {
  await navigator.clipboard.writeText(text);
  notify('Copied');
}

/** The bot's answer to a press is shown to whoever pressed. */
export function startAnswers() {
  world.on('answer', answer => {
    document.querySelector(`[data-query="${CSS.escape(answer.query_id)}"]`)?.removeAttribute('aria-busy');
    if (answer.user_id !== selection.userId) {
      return;
    }

    if (answer.url) {
      notify(answer.text ?? 'The bot opens a page:', { action: link(answer.url, answer.url) });
    } else if (answer.text && answer.show_alert) {
      openDialog(world.bot.username, h('p', {}, answer.text), h('div', { class: 'choices' }, h('button', { type: 'button', class: 'primary', 'data-close': true }, 'OK')));
    } else if (answer.text) {
      notify(answer.text);
    }
  });
}
