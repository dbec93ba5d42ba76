import { selection } from './selection.js';

/** What the next message is besides its text: an answer, an edit, a file. */
class Draft extends EventTarget {
  answered = null;
  edited = null;
  file = null;

  get isEmpty() {
    return !this.answered && !this.edited && !this.file;
  }

  on(listener) {
    this.addEventListener('change', listener);
  }

  replyTo(message) {
    this.#set({ answered: message });
  }

  edit(message) {
    this.#set({ edited: message });
  }

  attach(file) {
    this.#set({ file });
  }

  clear() {
    this.#set({});
  }

  #set({ answered = null, edited = null, file = null }) {
    Object.assign(this, { answered, edited, file });
    this.dispatchEvent(new Event('change'));
  }
}

export const draft = new Draft();

selection.on(() => draft.isEmpty || draft.clear());
