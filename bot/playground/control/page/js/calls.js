// The calls that went over the wire, and the updates that came; and planned faults.
// Lives here: the list and its tools. Never here: making calls.

import { Refused } from './api.js';
import { byId, clock, el } from './dom.js';
import { toast } from './popups.js';

const KEPT = 300;
const FAULTS = {
  flood: { label: '429: tunggu 3 detik, sekali', fault: { method: 'sendMessage', code: 429, retry_after: 3 } },
  drop: { label: 'Sambungan putus, sekali', fault: { method: 'sendMessage', drop: true } },
  server: {
    label: 'Telegram sedang rusak (502), sekali',
    fault: { method: 'sendMessage', code: 502, raw: '<html>502</html>', content_type: 'text/html' },
  },
  lost: {
    label: 'Terkirim tetapi jawabannya hilang, sekali',
    fault: { method: 'sendMessage', drop: true, applied: true },
  },
  slow: { label: 'Lambat: setiap jawaban 0,5 detik', delay: 0.5 },
  none: { label: 'Normal lagi', clear: true },
};

export class Calls {
  constructor(state, api) {
    this.state = state;
    this.api = api;
    this.pane = byId('pane-calls');
    this.polls = el('input', { type: 'checkbox' });
    this.polls.addEventListener('change', () => this.list.classList.toggle('with-polls', this.polls.checked));
    this.faults = el(
      'select',
      { 'aria-label': 'Ganggu sambungan bot' },
      el('option', { value: '' }, 'Ganggu …'),
      Object.entries(FAULTS).map(([name, { label }]) => el('option', { value: name }, label)),
    );
    this.faults.addEventListener('change', () => this.plan());
    this.empty = el(
      'p',
      { class: 'empty' },
      'Belum ada panggilan. Setiap pesan bot adalah panggilan ke Bot API; semuanya tampak di sini.',
    );
    this.list = el('div', { class: 'calls' });
    this.pane.append(
      el('div', { class: 'bar-tools' }, this.faults, el('label', {}, this.polls, 'getUpdates juga')),
      this.empty,
      this.list,
    );
    state.on('call', (told) => this.take(told));
  }

  take({ call, update, at }) {
    this.empty.hidden = true;
    this.list.prepend(call ? shownCall(call, at) : shownUpdate(update, at));
    while (this.list.childElementCount > KEPT) this.list.lastElementChild.remove();
  }

  async plan() {
    const chosen = FAULTS[this.faults.value];
    this.faults.value = '';
    if (!chosen) return;
    try {
      if (chosen.clear) await this.api.remove('/faults');
      else if (chosen.delay) await this.api.post('/delays', { seconds: chosen.delay });
      else await this.api.post('/faults', chosen.fault);
      toast(`Berlaku: ${chosen.label}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
    }
  }
}

function shownCall(call, at) {
  const ok = call.status === 200 && !call.fault;
  const classes = call.method.toLowerCase() === 'getupdates' ? 'call poll' : 'call';
  const details = el(
    'details',
    { class: classes },
    el(
      'summary',
      { title: clock(at) },
      el('span', { class: 'call-name' }, call.method),
      el('span', { class: ok ? 'call-status' : 'call-status bad' }, String(call.status || 'putus')),
      el('span', { class: 'call-ms' }, `${(call.seconds * 1000).toFixed(call.seconds < 0.01 ? 1 : 0)} ms`),
    ),
  );
  // Written out only when somebody looks.
  details.addEventListener(
    'toggle',
    () => {
      if (details.querySelector('pre')) return;
      details.append(el('h4', {}, 'Parameter'), json(call.params), el('h4', {}, 'Jawaban'), json(call.answer));
    },
    { once: true },
  );
  return details;
}

function shownUpdate(update, at) {
  return el(
    'div',
    { class: 'call update', title: clock(at) },
    el('span', { class: 'call-name' }, `→ ${update.kind}`),
    el('span', { class: 'call-ms' }, `#${update.update_id}`),
  );
}

function json(value) {
  return el('pre', { tabindex: '0' }, JSON.stringify(value, null, 1));
}
