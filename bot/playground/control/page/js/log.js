// The open conversation: which messages stand where, scrolling, moving among them by keys.
// Lives here: the list. Never here: a single message (message.js), what taps do (acts.js).

import { avatar, byId, el, say } from './dom.js';
import { settleQuotes } from './entities.js';
import { isService, renderMessage } from './message.js';

const NEAR = 120;

export class Log {
  constructor(state, act) {
    this.state = state;
    this.act = act;
    this.log = byId('log');
    this.scroll = byId('scroll');
    this.down = byId('down');
    this.missed = 0;
    this.typing = null;
    state.on('open', () => this.draw());
    state.on('people', () => this.draw());
    state.on('profile', () => this.draw());
    state.on('message', ({ chat, message, fresh, quiet }) => chat === state.chat && this.put(message, fresh, quiet));
    state.on('gone', ({ chat, id }) => chat === state.chat && this.remove(id));
    state.on('typing', ({ chat }) => chat === state.chat && this.drawTyping());
    this.scroll.addEventListener('scroll', () => this.scrolled());
    // Whoever reads the end goes on reading it: when messages come faster than it scrolls, and when the room above the
    // keyboard changes. Only scrolling back ends that.
    this.follows = true;
    this.top = 0;
    new ResizeObserver(() => this.follows && this.toEnd(false)).observe(this.scroll);
    this.down.addEventListener('click', () => this.toEnd());
    this.log.addEventListener('keydown', (event) => this.move(event));
    this.log.addEventListener('focusin', (event) => this.choose(event.target.closest('.msg')));
  }

  get isNear() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  /** Everything anew, for another chat. */
  draw() {
    const { chat } = this.state;
    // What was there before is not news to a screen reader.
    this.log.setAttribute('aria-live', 'off');
    this.log.replaceChildren();
    if (!chat) return;
    this.log.setAttribute('aria-label', `Percakapan: ${this.state.titleOf(chat)}`);
    const all = [...chat.messages.values()];
    if (!all.length) this.log.append(this.hello(chat));
    for (const message of all) this.log.append(this.render(message));
    settleQuotes(this.log);
    this.choose(this.log.querySelector('.msg:last-of-type'));
    this.drawTyping();
    this.toEnd(false);
    requestAnimationFrame(() => this.log.setAttribute('aria-live', 'polite'));
  }

  hello(chat) {
    const { bot } = this.state;
    const about = bot.texts.description ?? bot.texts['description id'] ?? '';
    const text = chat.isPrivate
      ? about || 'Tekan Mulai untuk menyapa bot ini.'
      : 'Grup ini masih kosong. Panggil bot dengan perintahnya, sebut namanya, atau balas pesannya.';
    const title = chat.isPrivate ? 'Apa yang bisa bot ini lakukan?' : chat.title;
    return el(
      'section',
      { class: 'hello' },
      avatar(this.state.titleOf(chat), chat.isPrivate ? bot.user.id : chat.id),
      el('h3', {}, title),
      el('p', {}, text),
    );
  }

  render(message) {
    const { chat, me, bot } = this.state;
    const all = [...chat.messages.values()];
    const place = all.findIndex((other) => other.message_id === message.message_id);
    const joins = (other) =>
      Boolean(other) &&
      !isService(other) &&
      other.from.id === message.from.id &&
      Math.abs(other.date - message.date) < 300;
    const known = message.from.id === bot.user.id ? bot.user.first_name : null;
    const person = this.state.people.get(message.from.id);
    return renderMessage(message, {
      mine: message.from.id === me,
      first: !joins(all[place - 1]),
      last: !joins(all[place + 1]),
      group: !chat.isPrivate,
      name: known ?? (person ? this.state.nameOf(person) : message.from.first_name),
      me,
      votes: chat.votes.get(message.message_id) ?? new Map(),
      reactions: counted(chat.reactions.get(message.message_id), me),
      act: this.act,
    });
  }

  find(id) {
    return this.log.querySelector(`[data-id="${Number(id)}"]`);
  }

  /** A new message, or another version of one. */
  put(message, fresh, quiet) {
    this.log.querySelector('.hello')?.remove();
    const old = this.find(message.message_id);
    const node = this.render(message);
    if (old) this.exchange(old, node, quiet);
    else this.append(node, message, fresh && !quiet);
    settleQuotes(node);
    if (!old || !this.current?.isConnected) this.choose(this.log.querySelector('.msg:last-of-type'));
    else this.choose(this.current);
  }

  append(node, message, fresh) {
    const near = this.follows || message.from.id === this.state.me;
    this.typing?.remove();
    this.log.append(node);
    // The message before is no longer the last of its run.
    if (!node.classList.contains('first')) {
      node.previousElementSibling?.classList.remove('last');
      node.previousElementSibling?.querySelector(':scope > .avatar')?.classList.add('gap');
    }
    if (fresh) node.classList.add('fresh');
    this.drawTyping();
    if (near) this.toEnd(fresh);
    else this.miss();
  }

  exchange(old, node, quiet) {
    const inside = old.contains(document.activeElement);
    const places = controls(old);
    const place = places.indexOf(document.activeElement);
    const label = document.activeElement?.textContent;
    const near = this.follows;
    if (this.current === old) this.current = node;
    old.replaceWith(node);
    if (quiet) keepOpen(old, node);
    else {
      node.classList.add('changed');
      say(`Pesan diubah: ${node.querySelector('.text')?.textContent ?? ''}`);
    }
    if (inside) {
      // Whoever pressed a button stays where they were, on the button of that name or on the message.
      const all = controls(node);
      const again =
        all.find((other) => other.textContent === label) ?? (place >= 0 ? all[Math.min(place, all.length - 1)] : null);
      this.choose(node);
      (again ?? node).focus({ preventScroll: true });
    }
    if (near) this.toEnd(false);
  }

  remove(id) {
    this.find(id)?.remove();
  }

  // Typing

  /** Below the last message while the bot types, whatever else was drawn in between. */
  drawTyping() {
    this.typing?.remove();
    this.typing = null;
    clearTimeout(this.typed);
    const { typingUntil = 0, typingText = '' } = this.state.chat ?? {};
    const left = typingUntil - Date.now();
    if (left <= 0) return;
    const inside = typingText || el('span', { class: 'dots' }, el('i'), el('i'), el('i'));
    this.typing = el(
      'div',
      { class: 'msg theirs first last', 'aria-hidden': 'true' },
      el('div', { class: 'body' }, el('div', { class: 'bubble' }, inside)),
    );
    const near = this.follows;
    this.log.append(this.typing);
    if (near) this.toEnd();
    this.typed = setTimeout(() => this.state.tell('typing', { chat: this.state.chat }), left + 50);
  }

  // Scrolling

  toEnd(smooth = true) {
    this.follows = true;
    this.scroll.classList.toggle('smooth', smooth);
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.reached();
  }

  miss() {
    this.missed += 1;
    this.down.hidden = false;
    this.down.dataset.count = String(this.missed);
  }

  scrolled() {
    const { scrollTop } = this.scroll;
    if (this.isNear) {
      this.follows = true;
      this.reached();
    } else if (scrollTop < this.top) this.follows = false;
    this.top = scrollTop;
  }

  reached() {
    this.missed = 0;
    this.down.hidden = true;
    delete this.down.dataset.count;
  }

  show(id) {
    const node = this.find(id);
    if (!node) return;
    node.scrollIntoView({ block: 'center' });
    this.choose(node);
    node.focus({ preventScroll: true });
  }

  // Keys: one message at a time is in the tab order, with its buttons.

  choose(node) {
    if (!node || !node.dataset.id) return;
    if (this.current && this.current !== node) reachable(this.current, false);
    for (const other of this.log.querySelectorAll('.msg[tabindex="0"]')) if (other !== node) reachable(other, false);
    this.current = node;
    reachable(node, true);
  }

  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, End: Infinity, Home: -Infinity }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...this.log.querySelectorAll('.msg[data-id]')];
    const at = all.indexOf(event.target.closest('.msg'));
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    this.choose(next);
    next.focus();
  }
}

const TOGGLES = '.quote-toggle, .lamp';

function controls(node) {
  return [...node.querySelectorAll('button, a, input, [role="button"]')];
}

function reachable(node, is) {
  node.tabIndex = is ? 0 : -1;
  for (const control of controls(node)) control.tabIndex = is ? 0 : -1;
}

/** The same message again: what was unfolded stays so. */
function keepOpen(old, node) {
  const toggles = [...node.querySelectorAll(TOGGLES)];
  [...old.querySelectorAll(TOGGLES)].forEach((toggle, place) => {
    const now = toggles[place];
    if (toggle.ariaExpanded === 'true' && now?.ariaExpanded === 'false') now.click();
  });
}

function counted(all, me) {
  const found = new Map();
  for (const [user, emojis] of all ?? []) {
    for (const emoji of emojis) {
      const one = found.get(emoji) ?? { emoji, count: 0, mine: false };
      found.set(emoji, { emoji, count: one.count + 1, mine: one.mine || user === me });
    }
  }
  return [...found.values()];
}
