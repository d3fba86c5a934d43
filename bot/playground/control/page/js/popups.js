// Things that open above the page: menus, dialogs, notices.
// Lives here: opening, closing, and where the focus goes. Never here: what is in them.

import { button, byId, el } from './dom.js';

let closeMenu = () => {};

/** A menu beside `anchor`. `items`: { label, icon, act } or a ready element. */
export function openMenu(anchor, items, label) {
  closeMenu();
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': label });
  for (const item of items.filter(Boolean)) {
    if (item instanceof Element) menu.append(item);
    else
      menu.append(
        button(
          '',
          () => {
            close();
            item.act();
          },
          { role: 'menuitem', 'aria-label': null },
          item.icon ?? '',
          item.label,
        ),
      );
  }
  const entries = () => [...menu.querySelectorAll('[role^="menuitem"]')];
  const close = (back = true) => {
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    closeMenu = () => {};
    if (back) anchor.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close(false);
  };
  menu.addEventListener('keydown', (event) => {
    const all = entries();
    const place = all.indexOf(document.activeElement);
    const move = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (move) {
      event.preventDefault();
      all[(place + move + all.length) % all.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  document.body.append(menu);
  anchor.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  settle(menu, anchor);
  entries()[0]?.focus();
  closeMenu = () => close(false);
  return close;
}

/** Beside the anchor, inside the window. */
function settle(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  const below = at.bottom + 6 + own.height < innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - own.height - 6)}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - own.width - 8))}px`;
}

/** A dialog with `content`; resolves to the value of the button that closed it, "" for none. */
export function ask(title, content, choices) {
  const head = el('h2', { id: 'dialog-title' }, title);
  const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' });
  return new Promise((resolve) => {
    let chosen = '';
    const form = el(
      'form',
      { method: 'dialog' },
      content,
      el(
        'div',
        { class: 'choices' },
        choices.map(({ label, value, kind }) =>
          el(
            'button',
            {
              class: kind ?? 'soft',
              type: value ? 'submit' : 'button',
              onclick: () => {
                chosen = value;
                if (!value) dialog.close();
              },
            },
            label,
          ),
        ),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      chosen = chosen || choices.find((choice) => choice.value)?.value || '';
      dialog.close();
    });
    dialog.append(head, form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('input') ?? dialog.querySelector('.strong') ?? dialog).focus();
  });
}

/** Something to be read and closed. */
export const tellAloud = (title, text) =>
  ask(title, el('p', {}, text), [{ label: 'Oke', value: 'ok', kind: 'strong' }]);

/** A notice that goes away by itself. */
export function toast(text, seconds = 3.5) {
  const note = el('p', { class: 'toast' }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), seconds * 1000);
}
