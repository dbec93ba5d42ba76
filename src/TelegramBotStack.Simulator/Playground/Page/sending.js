import { post } from './api.js';
import { selection } from './selection.js';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

const asUser = what => `/users/${selection.userId}/${what}`;

export const sendText = (text, replyTo) => post(asUser('send'), { text, group: selection.group, reply_to: replyTo?.message_id });

export const editText = (message, text) => post(asUser('edit'), { message_id: message.message_id, text, group: selection.group });

/** Pictures are sent as photos, anything else as documents. */
export function sendFile(file, caption) {
  const isPhoto = PICTURES.includes(file.type);
  return post(asUser(isPhoto ? 'photo' : 'document'), file, { name: isPhoto ? undefined : file.name, caption, group: selection.group });
}

export const press = (message, button) => post(asUser('press'), { message_id: message.message_id, button, group: selection.group });
