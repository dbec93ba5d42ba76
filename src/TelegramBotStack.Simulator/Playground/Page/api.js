import { notify } from './notices.js';
import { world } from './world.js';

/** Calls the simulator's control API for the bot that is shown. A refusal is shown, and thrown. */
export async function call(method, path, { body, query = {} } = {}) {
  const address = addressOf(path, query);
  const isData = body instanceof Blob || body === undefined;
  let response;
  try {
    response = await fetch(address, { method, body: isData ? body : JSON.stringify(body) });
  } catch {
    throw shown('The simulator cannot be reached.');
  }

  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw shown(problem?.error ?? `The simulator answered ${response.status}.`);
  }

  const type = response.headers.get('Content-Type') ?? '';
  return type.includes('json') ? response.json() : response.text();
}

export const post = (path, body, query) => call('POST', path, { body, query });

export function addressOf(path, query = {}) {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
  if (world.botId) {
    parameters.set('bot', world.botId);
  }

  return `/control${path}${parameters.size > 0 ? `?${parameters}` : ''}`;
}

function shown(message) {
  notify(message, { isError: true });
  return new Error(message);
}
