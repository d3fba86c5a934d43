// Light or dark: as the system is, until somebody chooses.
// Lives here: the choice, kept in this browser. Never here: colours (colours.css).

import { byId, sign } from './dom.js';

const DARK = matchMedia('(prefers-color-scheme: dark)');

export function startTheme() {
  const root = document.documentElement;
  const chosen = localStorage.getItem('theme');
  if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
  const isDark = () => (root.dataset.theme ?? (DARK.matches ? 'dark' : 'light')) === 'dark';
  const draw = () => {
    byId('theme').replaceChildren(sign(isDark() ? 'sun' : 'moon'));
    byId('theme').setAttribute('aria-label', isDark() ? 'Ganti ke tampilan terang' : 'Ganti ke tampilan gelap');
  };
  byId('theme').addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
    draw();
  });
  DARK.addEventListener('change', draw);
  draw();
}
