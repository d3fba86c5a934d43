// A text with its entities, as elements. Offsets count UTF-16 units, as JavaScript's strings do.
// Lives here: the look of each kind. Never here: what a tap on one does; `act` is told.

import { button, el, sign } from './dom.js';
import { safe } from './links.js';

const PLAIN = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
};
const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/** `act`: { follow(address), command(text), mention(name) } */
export function renderText(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, act);
}

function build(text, start, end, entities, act) {
  const fragment = document.createDocumentFragment();
  let place = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const from = Math.max(entity.offset, place);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    const isBlock = BLOCKS.has(entity.type);
    // A block stands on lines of its own: the line breaks around it would show as empty lines.
    const before = text.slice(place, from);
    fragment.append(isBlock ? before.replace(/\n$/, '') : before);
    const inner = entities.slice(index + 1).filter((other) => other.offset < to);
    fragment.append(wrap(entity, text.slice(from, to), build(text, from, to, inner, act), act));
    place = isBlock && text[to] === '\n' ? to + 1 : to;
  }
  fragment.append(text.slice(place, end));
  return fragment;
}

function wrap(entity, text, inside, act) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, inside);
  switch (entity.type) {
    case 'pre':
      return el('pre', {}, el('code', {}, inside));
    case 'text_link':
      return link(entity.url, inside, act);
    case 'url':
      return link(text, inside, act);
    case 'email':
      return link(`mailto:${text}`, inside, act);
    case 'phone_number':
      return link(`tel:${text.replace(/[^+\d]/g, '')}`, inside, act);
    case 'mention':
      return el('button', { type: 'button', class: 'command', onclick: () => act.mention(text.slice(1)) }, inside);
    case 'bot_command':
      return el('button', { type: 'button', class: 'command', onclick: () => act.command(text) }, inside);
    case 'spoiler':
      return spoiler(inside);
    case 'blockquote':
      return el('blockquote', { class: 'quote' }, el('div', { class: 'quote-text' }, inside));
    case 'expandable_blockquote':
      return folding(inside);
    default:
      return el('span', {}, inside);
  }
}

function link(address, inside, act) {
  const href = safe(address);
  if (!href) return el('span', {}, inside);
  const follow = (event) => {
    if (act.follow(href)) event.preventDefault();
  };
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer', onclick: follow }, inside);
}

function spoiler(inside) {
  const veil = el(
    'span',
    {
      class: 'spoiler',
      role: 'button',
      tabindex: '0',
      'aria-expanded': 'false',
      'aria-label': 'Teks tersembunyi, ketuk untuk membaca',
    },
    inside,
  );
  const lift = () => {
    veil.setAttribute('aria-expanded', 'true');
    veil.removeAttribute('aria-label');
  };
  veil.addEventListener('click', lift);
  veil.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      lift();
    }
  });
  return veil;
}

function folding(inside) {
  const words = el('span', {}, 'Selengkapnya');
  const toggle = button('', () => turn(), { class: 'quote-toggle', 'aria-expanded': 'false' }, words, sign('down'));
  toggle.removeAttribute('aria-label');
  const quote = el('blockquote', { class: 'quote folds closed' }, el('div', { class: 'quote-text' }, inside), toggle);
  function turn() {
    const closed = quote.classList.toggle('closed');
    toggle.setAttribute('aria-expanded', String(!closed));
    words.textContent = closed ? 'Selengkapnya' : 'Ciutkan';
  }
  quote.addEventListener('click', (event) => {
    const chosen = getSelection()?.toString();
    if (quote.classList.contains('closed') && !chosen && !event.target.closest('button, a, [role="button"]')) turn();
  });
  return quote;
}

/** Hide the toggles of quotes that are short enough to be seen whole. To be called once they are on the page. */
export function settleQuotes(root) {
  for (const quote of root.querySelectorAll('.quote.folds.closed')) {
    const text = quote.querySelector('.quote-text');
    const fits = text.clientHeight > 0 && text.scrollHeight <= text.clientHeight + 2;
    if (fits) {
      quote.classList.remove('folds', 'closed');
      quote.querySelector('.quote-toggle').remove();
    }
  }
}
