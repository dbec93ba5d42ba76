/** Makes an element. A child that is a text becomes a text node: no text is ever read as HTML. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }

    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }

  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false && child !== ''));
  return element;
}

export const byId = id => document.getElementById(id);

/** The address if a link may go there, else null: nothing that would run here. */
export function safeAddress(text) {
  try {
    const address = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`);
    return ['http:', 'https:', 'mailto:', 'tel:', 'tg:'].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

export function link(address, ...children) {
  const safe = safeAddress(address);
  return safe === null
    ? h('span', {}, ...children)
    : h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer', title: safe }, ...children);
}

export const timeOf = date => new Date(date).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
