import { byId } from './dom.js';

const KEY = 'playground-theme';
const isDarkSystem = matchMedia('(prefers-color-scheme: dark)');

/** The colours are the system's until the button is pressed. */
export function startTheme() {
  const button = byId('theme');
  const isDark = () => (localStorage.getItem(KEY) ?? (isDarkSystem.matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    const chosen = localStorage.getItem(KEY);
    document.documentElement.style.colorScheme = chosen ?? '';
    button.setAttribute('aria-pressed', String(isDark()));
  };
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, isDark() ? 'light' : 'dark');
    show();
  });
  isDarkSystem.addEventListener('change', show);
  show();
}
