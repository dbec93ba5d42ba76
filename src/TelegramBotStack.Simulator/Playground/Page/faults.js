import { call, post } from './api.js';
import { byId, h } from './dom.js';
import { selection } from './selection.js';
import { world } from './world.js';

const EVERY = 2_147_483_647;
const FAULTS = [
  ['429 Too Many Requests', { kind: 'too-many-requests', retry_after: 5 }],
  ['500 Server error', { kind: 'server-error', status: 500 }],
  ['502 Bad gateway', { kind: 'server-error', status: 502 }],
  ['Slow by 3 s', { kind: 'delay', milliseconds: 3_000 }],
  ['Cut the connection', { kind: 'drop-connection' }],
  ['Lose the answer', { kind: 'drop-answer' }],
];
const HOW_OFTEN = [['the next call', 1], ['the next 3 calls', 3], ['the next 10 calls', 10], ['every call', EVERY]];

/** What goes wrong, at a click. */
export function startFaults() {
  const panel = byId('faults');
  const method = h('select', {});
  const howOften = h('select', {}, HOW_OFTEN.map(([name, count]) => h('option', { value: count }, name)));
  const inForce = h('ul', { 'aria-label': 'Faults in force' });
  const clear = h('button', { type: 'button', onclick: () => call('DELETE', '/faults') }, 'Clear');
  const limits = h('input', { type: 'checkbox', onchange: event => event.target.checked ? post('/limits', {}) : call('DELETE', '/limits') });
  const blocked = h('input', { type: 'checkbox', onchange: event => post(`/users/${selection.userId}/${event.target.checked ? 'block' : 'unblock'}`) });
  const blockedBy = h('span', {});
  const plan = fault => post('/faults', { ...fault, calls: Number(howOften.value), ...(method.value ? { method: method.value } : {}) });

  panel.append(
    h('p', {}, 'Choose which calls of the bot fail, then how.'),
    h('label', {}, 'Which ', method),
    h('label', {}, 'How often ', howOften),
    h('div', { class: 'faults' }, FAULTS.map(([name, fault]) => h('button', { type: 'button', onclick: () => plan(fault) }, name))),
    h('h2', {}, 'In force'), inForce, clear,
    h('h2', {}, 'Lasting'),
    h('label', { class: 'check' }, limits, ' Telegram’s limits: 30 messages a second, 3 in 3 s to a chat, 20 a minute to a group'),
    h('label', { class: 'check' }, blocked, blockedBy));

  const showFaults = () => {
    inForce.replaceChildren(...world.faults.length > 0
      ? world.faults.map(fault => h('li', {}, `${fault.what}: ${fault.how_often}${fault.method ? ` of ${fault.method}` : ''}`))
      : [h('li', { class: 'empty' }, 'None')]);
    clear.disabled = world.faults.length === 0;
  };
  const showLimits = () => { limits.checked = world.limits; };
  const showBlock = () => {
    const user = world.chats.get(selection.userId);
    blocked.disabled = !user || Boolean(user.is_bot);
    blocked.checked = Boolean(user?.has_blocked_bot);
    blockedBy.textContent = user ? ` ${user.name} has blocked the bot` : ' Somebody has blocked the bot';
  };
  world.on('snapshot', () => {
    const chosen = method.options.length > 0 ? method.value : 'sendMessage';
    method.replaceChildren(
      h('option', { value: '' }, 'all methods'),
      ...world.methods.map(name => h('option', { value: name }, name)));
    method.value = chosen;
    showLimits();
  });
  world.on('snapshot faults', showFaults);
  world.on('limits', showLimits);
  world.on('chat', showBlock);
  selection.on(showBlock);
}
