// The list above the composer: commands, or the results of an inline query.
// Lives here: showing a list and moving in it by keys. Never here: what is offered (commands.js, inline.js).

import { byId, el, say } from './dom.js';

export class Offers {
  constructor() {
    this.list = byId('offers');
    this.write = byId('write');
    this.picks = [];
    this.active = -1;
    this.atEnd = () => {};
    this.list.addEventListener('scroll', () => {
      if (this.list.scrollTop + this.list.clientHeight > this.list.scrollHeight - 40) this.atEnd();
    });
    // The text keeps the focus while somebody taps on the list.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** `items`: { node, pick }; `active`: which one Enter takes at once, -1 for none. */
  show(items, { label, active = -1, none = '' } = {}) {
    this.picks = items.map((item) => item.pick);
    this.list.setAttribute('aria-label', label);
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place)));
    if (!items.length && none) this.list.append(el('p', { class: 'offers-none', role: 'presentation' }, none));
    this.list.hidden = !items.length && !none;
    this.list.scrollTop = 0;
    this.point(active);
    say(items.length ? `${items.length} ${label.toLowerCase()}` : none);
  }

  add(items) {
    const from = this.picks.length;
    this.picks.push(...items.map((item) => item.pick));
    this.list.append(...items.map((item, place) => this.option(item, from + place)));
  }

  option({ node, pick }, place) {
    node.id = `offer-${place}`;
    node.setAttribute('role', 'option');
    node.setAttribute('aria-selected', 'false');
    node.addEventListener('click', () => pick());
    return node;
  }

  hide() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.picks = [];
    this.atEnd = () => {};
    this.point(-1);
  }

  point(place) {
    this.active = place;
    for (const option of this.list.querySelectorAll('[role="option"]')) {
      option.setAttribute('aria-selected', String(option.id === `offer-${place}`));
    }
    const chosen = place >= 0 ? byId(`offer-${place}`) : null;
    chosen?.scrollIntoView({ block: 'nearest' });
    if (chosen) this.write.setAttribute('aria-activedescendant', chosen.id);
    else this.write.removeAttribute('aria-activedescendant');
  }

  /** Whether a key was the list's. */
  key(event) {
    if (!this.isOpen || !this.picks.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const count = this.picks.length;
      this.point(this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count);
      return true;
    }
    if (event.key === 'Enter' && this.active >= 0) {
      this.picks[this.active]();
      return true;
    }
    return false;
  }
}
