/**
 * What the simulator has told: chats with their messages, updates, calls, faults. Whoever shows a part of it listens for
 * the event that names the part.
 */
class World extends EventTarget {
  bot = null;
  bots = [];
  chats = new Map();
  messages = new Map();
  updates = [];
  calls = [];
  faults = [];
  methods = [];
  limits = false;
  pulse = null;
  /** The bot that the address names; null for the simulator's first. */
  botId = null;
  lastCall = 0;

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  on(names, listener) {
    for (const name of names.split(' ')) {
      this.addEventListener(name, event => listener(event.detail));
    }
  }

  messagesOf(chatId) {
    return [...(this.messages.get(chatId)?.values() ?? [])];
  }

  message(chatId, messageId) {
    return this.messages.get(chatId)?.get(messageId);
  }

  nameOf(userId) {
    return userId === this.bot.id ? this.bot.username : this.chats.get(userId)?.name ?? String(userId);
  }

  take(name, data) {
    this.#take[name]?.(data);
    this.tell(name, data);
  }

  #put(message) {
    if (!this.messages.has(message.chat_id)) {
      this.messages.set(message.chat_id, new Map());
    }

    this.messages.get(message.chat_id).set(message.message_id, message);
  }

  #take = {
    snapshot: data => {
      Object.assign(this, { bot: data.bot, bots: data.bots, faults: data.faults, methods: data.methods, limits: data.limits, pulse: data.pulse });
      this.chats = new Map(data.chats.map(chat => [chat.id, chat]));
      this.messages = new Map();
      data.messages.forEach(message => this.#put(message));
      this.updates = data.updates;
      this.calls = data.calls;
      this.lastCall = data.calls.at(-1)?.number ?? 0;
    },
    chat: chat => this.chats.set(chat.id, chat),
    message: message => this.#put(message),
    deleted: ({ chat_id, message_id }) => this.messages.get(chat_id)?.delete(message_id),
    faults: faults => { this.faults = faults; },
    limits: limits => { this.limits = limits; },
    pulse: pulse => { this.pulse = pulse; },
  };
}

export const world = new World();
