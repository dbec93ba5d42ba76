import { byId } from './dom.js';
import { addressOf } from './api.js';
import { world } from './world.js';

const EVENTS = ['snapshot', 'chat', 'message', 'deleted', 'action', 'answer', 'update', 'call', 'faults', 'limits', 'menu', 'pulse'];

/** Listens to the simulator for as long as the page is open; after a lost connection everything is told anew. */
export function listen() {
  const source = new EventSource(addressOf('/events'));
  for (const name of EVENTS) {
    source.addEventListener(name, event => {
      const data = JSON.parse(event.data);
      // A call that was answered while the page was opened is told twice.
      if (name !== 'call' || data.number > world.lastCall) {
        world.take(name, data);
      }
    });
  }

  source.addEventListener('open', () => { byId('lost').textContent = ''; });
  source.addEventListener('error', () => {
    byId('lost').textContent = source.readyState === EventSource.CLOSED
      ? 'The simulator does not know this bot. Reload the page without its number.'
      : 'The simulator has ended or cannot be reached. This page goes on by itself when it is back.';
  });
}
