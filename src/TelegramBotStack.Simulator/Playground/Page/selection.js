import { world } from './world.js';

/**
 * The chat that is shown and who writes in it, kept in the address, so that a reload shows the same and two tabs can be
 * two people.
 */
class Selection extends EventTarget {
  chat = null;
  userId = null;
  #awaited = null;

  get group() {
    return this.chat?.members ? this.chat.id : undefined;
  }

  on(listener) {
    this.addEventListener('change', listener);
  }

  open(chatId, userId) {
    const chat = world.chats.get(chatId);
    this.chat = chat ?? null;
    this.userId = !chat ? null : !chat.members ? chatId : chat.members.includes(userId) ? userId : chat.members[0] ?? null;
    if (chat) {
      const parameters = new URLSearchParams({ chat: chatId, ...(chat.members && this.userId ? { as: this.userId } : {}) });
      history.replaceState(null, '', `#${parameters}`);
    }

    this.dispatchEvent(new Event('change'));
  }

  /** Opens a chat as soon as the simulator tells of it. */
  openWhenKnown(chatId) {
    this.#awaited = chatId;
  }

  heardOf(chat) {
    if (chat.id === this.#awaited || this.chat === null || this.chat.id === chat.id) {
      this.#awaited = null;
      this.open(chat.id, this.userId);
    }
  }

  restore() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const given = Number(parameters.get('chat'));
    this.open(world.chats.has(given) ? given : [...world.chats.keys()][0], Number(parameters.get('as')));
  }
}

export const selection = new Selection();

world.on('snapshot', () => selection.restore());
world.on('chat', chat => selection.heardOf(chat));
addEventListener('hashchange', () => selection.restore());
