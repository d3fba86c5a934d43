// Conversations as tests: saving the open one, playing it or another again.
// Lives here: the tab and its buttons. Never here: the form of a test; the playground writes and reads it.

import { Refused } from './api.js';
import { button, byId, el } from './dom.js';
import { toast } from './popups.js';

const PAUSE_SECONDS = 0.5;

export class Journeys {
  constructor(state, api) {
    this.state = state;
    this.api = api;
    this.name = el('input', { type: 'text', maxlength: '80', placeholder: 'Nama tes', 'aria-label': 'Nama tes' });
    this.file = el('input', {
      type: 'file',
      accept: '.yaml,.yml',
      class: 'unseen',
      tabindex: '-1',
      'aria-hidden': 'true',
    });
    this.file.addEventListener('change', () => this.playFile());
    this.steps = el('ol', { class: 'steps', 'aria-label': 'Langkah', 'aria-live': 'polite' });
    byId('pane-journey').append(
      el(
        'div',
        { class: 'card' },
        el(
          'p',
          {},
          'Obrolan yang terbuka bisa disimpan sebagai tes: apa yang orang lakukan, dan apa yang harus dijawab bot. ' +
            'Taruh berkasnya di tests/journeys, atau putar ulang di sini dengan orang baru.',
        ),
        el(
          'div',
          { class: 'stack' },
          this.name,
          button('Simpan sebagai tes', () => this.save(), { class: 'strong' }),
          button('Putar ulang obrolan ini', () => this.replay(), { class: 'soft' }),
          button('Putar berkas …', () => this.file.click(), { class: 'soft' }),
          this.file,
        ),
      ),
      this.steps,
    );
    state.on('journey', (told) => !told.quiet && this.follow(told));
  }

  async written() {
    try {
      return (
        await this.api.get(`/chats/${this.state.open}/journey`, { name: this.name.value.trim() || this.firstWords() })
      ).yaml;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return '';
    }
  }

  /** What was asked first names a conversation well enough. */
  firstWords() {
    const said = [...this.state.chat.messages.values()].find(
      (m) => !m.from.is_bot && m.text && !m.text.startsWith('/'),
    );
    return (said?.text ?? 'Percakapan').slice(0, 60);
  }

  async save() {
    const yaml = await this.written();
    if (!yaml) return;
    const name = (this.name.value.trim() || this.firstWords())
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const address = URL.createObjectURL(new Blob([yaml], { type: 'text/yaml' }));
    el('a', { href: address, download: `${name || 'percakapan'}.yaml` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    toast('Tes disimpan.');
  }

  async replay() {
    const yaml = await this.written();
    if (yaml) await this.play(yaml);
  }

  async playFile() {
    const [file] = this.file.files;
    this.file.value = '';
    if (file) await this.play(await file.text());
  }

  async play(yaml) {
    try {
      await this.api.post('/journeys', { yaml, pause: PAUSE_SECONDS });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.steps.replaceChildren(step('✗', error.message, 'bad'));
    }
  }

  follow(told) {
    const last = this.steps.lastElementChild;
    if (told.state === 'started') {
      this.steps.replaceChildren(step('▶', told.name));
      this.goTo(told);
    } else if (told.state === 'step') {
      if (last) last.firstElementChild.textContent = '✓';
      this.steps.append(step('…', told.said));
    } else if (told.state === 'failed') {
      if (last) last.firstElementChild.textContent = '✗';
      this.steps.append(step('✗', told.error, 'bad'));
    } else {
      if (last) last.firstElementChild.textContent = '✓';
      this.steps.append(step('✓', 'Semua langkah sesuai.', 'good'));
    }
    this.steps.lastElementChild.scrollIntoView({ block: 'nearest' });
  }

  /** Look over the shoulder of the first of its people, in its group if there is one. */
  goTo({ people, groups }) {
    if (people.length) this.state.become(people[0]);
    if (groups.length) this.state.look(groups[0]);
  }
}

function step(mark, said, kind = '') {
  return el('li', { class: kind }, el('span', { 'aria-hidden': 'true' }, mark), el('span', {}, said));
}
