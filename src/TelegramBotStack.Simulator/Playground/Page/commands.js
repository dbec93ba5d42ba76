import { call } from './api.js';
import { byId, h } from './dom.js';
import { sendText } from './sending.js';
import { selection } from './selection.js';
import { world } from './world.js';

const panel = byId('commands');
const toggle = byId('show-commands');
const text = byId('text');
let menu = [];

/** The bot's menu of commands: by its button, or while a command is typed. */
export function startCommands() {
  toggle.addEventListener('click', async () => {
    if (panel.hidden) {
      await load();
      show(menu, true);
    } else {
      hide();
    }
  });
  text.addEventListener('input', suggest);
  text.addEventListener('keydown', event => event.key === 'ArrowDown' && !panel.hidden && go(event, 0));
  panel.addEventListener('keydown', onKey);
  selection.on(() => { hide(); load(); });
  world.on('menu', load);
}

export const areCommandsShown = () => !panel.hidden;

export function hideCommands() {
  hide();
}

async function load() {
  menu = selection.userId && !selection.chat.is_bot
    ? await call('GET', `/users/${selection.userId}/commands`, { query: { group: selection.group } }).catch(() => [])
    : [];
}

function suggest() {
  const typed = /^\/(\w*)$/.exec(text.value)?.[1];
  const fitting = typed === undefined ? [] : menu.filter(one => one.command.startsWith(typed.toLowerCase()));
  if (fitting.length > 0) {
    show(fitting, false);
  } else {
    hide();
  }
}

function show(commands, takesFocus) {
  panel.replaceChildren(...(commands.length > 0
    ? commands.map(one => h('button', { type: 'button', onclick: () => choose(one) }, h('strong', {}, `/${one.command}`), ` ${one.description}`))
    : [h('p', { class: 'empty' }, 'The bot has set no commands.')]));
  panel.hidden = false;
  toggle.setAttribute('aria-expanded', 'true');
  if (takesFocus) {
    panel.querySelector('button')?.focus();
  }
}

function hide() {
  panel.hidden = true;
  toggle.setAttribute('aria-expanded', 'false');
}

async function choose(one) {
  hide();
  text.value = '';
  text.focus();
  await sendText(`/${one.command}`);
}

function onKey(event) {
  const buttons = [...panel.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  if (event.key === 'ArrowDown') {
    go(event, Math.min(at + 1, buttons.length - 1));
  } else if (event.key === 'ArrowUp') {
    if (at <= 0) {
      event.preventDefault();
      text.focus();
    } else {
      go(event, at - 1);
    }
  } else if (event.key === 'Escape') {
    hide();
    text.focus();
  }
}

function go(event, index) {
  event.preventDefault();
  panel.querySelectorAll('button')[index]?.focus();
}
