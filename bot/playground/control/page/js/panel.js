// The right side as a whole: opening it, and its tabs.
// Lives here: what is shown of it. Never here: what is in the tabs (understood.js, calls.js, journeys.js).

import { byId, sign } from './dom.js';

const WIDE = '(min-width: 1100px)';

export class Panel {
  constructor() {
    this.opener = byId('show-panel');
    this.tabs = [...document.querySelectorAll('[role="tab"]')];
    byId('hide-panel').append(sign('close'));
    this.opener.append(sign('panel'));
    this.opener.addEventListener('click', () => this.open(!this.isOpen));
    byId('hide-panel').addEventListener('click', () => this.open(false));
    byId('panel').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !matchMedia(WIDE).matches) this.open(false);
    });
    for (const tab of this.tabs) {
      tab.addEventListener('click', () => this.show(tab));
      tab.addEventListener('keydown', (event) => this.key(event, tab));
    }
    this.open(matchMedia(WIDE).matches, false);
  }

  get isOpen() {
    return document.body.dataset.panel === 'open';
  }

  open(is, focus = true) {
    document.body.dataset.panel = is ? 'open' : 'closed';
    this.opener.setAttribute('aria-expanded', String(is));
    this.opener.setAttribute('aria-label', is ? 'Tutup panel di balik layar' : 'Buka panel di balik layar');
    if (!focus) return;
    if (is) this.tabs.find((tab) => tab.getAttribute('aria-selected') === 'true').focus();
    else this.opener.focus();
  }

  show(chosen) {
    for (const tab of this.tabs) {
      const is = tab === chosen;
      tab.setAttribute('aria-selected', String(is));
      tab.tabIndex = is ? 0 : -1;
      byId(tab.getAttribute('aria-controls')).hidden = !is;
    }
  }

  key(event, tab) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = this.tabs[(this.tabs.indexOf(tab) + step + this.tabs.length) % this.tabs.length];
    this.show(next);
    next.focus();
  }
}
