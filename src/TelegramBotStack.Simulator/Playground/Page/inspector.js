import { byId, h } from './dom.js';
import { world } from './world.js';

const SHOWN = 200;

/** The raw updates and calls beside the chat. */
export function startInspector() {
  startTabs();
  const updates = byId('updates').querySelector('ol');
  const calls = byId('calls').querySelector('ol');
  const withPolls = byId('with-polls');
  const isWanted = ({ call }) => withPolls.checked || call.method !== 'getUpdates';
  const showCalls = () => fill(calls, world.calls.filter(isWanted).map(callEntry));
  world.on('snapshot', () => {
    fill(updates, world.updates.map(updateEntry));
    showCalls();
  });
  world.on('update', update => add(updates, updateEntry(update)));
  world.on('call', call => {
    world.calls = [...world.calls.slice(1 - SHOWN), call];
    if (isWanted(call)) {
      add(calls, callEntry(call));
    }
  });
  withPolls.addEventListener('change', showCalls);
}

function fill(list, entries) {
  list.replaceChildren(...entries.reverse());
  showWhetherEmpty(list);
}

/** The newest is on top. */
function add(list, entry) {
  list.prepend(entry);
  if (list.children.length > SHOWN) {
    list.lastChild.remove();
  }

  showWhetherEmpty(list);
}

function showWhetherEmpty(list) {
  list.parentElement.querySelector('.empty').hidden = list.children.length > 0;
}

function updateEntry(update) {
  const kind = Object.keys(update).find(name => name !== 'update_id');
  const content = update[kind];
  const said = content.data ?? content.text ?? content.caption ?? content.new_chat_member?.status ?? '';
  return entry([h('strong', {}, kind), ` ${content.from?.first_name ?? ''}: ${said}`], update);
}

function callEntry({ call }) {
  const hasFailed = call.status !== 200;
  return entry([
    h('strong', {}, call.method),
    h('span', { class: hasFailed ? 'status failed' : 'status' }, ` ${call.status || 'no answer'}`),
    ` ${call.error ?? call.arguments.text ?? call.arguments.chat_id ?? ''}`,
  ], { ...call, arguments: Object.fromEntries(Object.entries(call.arguments).map(([name, value]) => [name, read(value)])) });
}

/** Arguments are texts; one that is JSON is easier to read as such. */
function read(value) {
  try {
    return /^[[{]/.test(value) ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

function entry(summary, data) {
  const details = h('details', {}, h('summary', {}, ...summary));
  details.addEventListener('toggle', () => {
    details.querySelector('pre')?.remove();
    if (details.open) {
      details.append(h('pre', { tabindex: '0', class: 'code' }, JSON.stringify(data, null, 2)));
    }
  });
  return h('li', {}, details);
}

/** Tabs as the ARIA Authoring Practices have them: the arrows go from one to the next. */
function startTabs() {
  const tabs = [...document.querySelectorAll('[role=tab]')];
  const open = tab => tabs.forEach(one => {
    const isOpen = one === tab;
    one.setAttribute('aria-selected', String(isOpen));
    one.tabIndex = isOpen ? 0 : -1;
    byId(one.getAttribute('aria-controls')).hidden = !isOpen;
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => open(tab));
    tab.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const next = tabs[(index + step + tabs.length) % tabs.length];
        open(next);
        next.focus();
      }
    });
  });
}
