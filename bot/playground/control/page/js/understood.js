// What the bot understood of each message, newest first; told by whoever runs it (event "understood").
// Lives here: showing that. Never here: working anything out.

import { bar, byId, el } from './dom.js';

const KEPT = 40;
const OUTCOMES = {
  answer: 'Jawaban',
  clarify: 'Bertanya balik',
  fallback: 'Belum tahu',
  smalltalk: 'Basa-basi',
  menu: 'Menu',
  crisis: 'Bantuan',
  handoff: 'Ke orang',
  inline: 'Inline',
};
// How a meaning is carried out (bot/core/conversation/meanings.py); what is not here is shown as it is.
const WAYS = {
  answer: 'jawaban',
  choice: 'pilihan',
  brief: 'ringkasnya',
  simple: 'lebih mudah',
  full: 'selengkapnya',
  example: 'contoh',
  again: 'ulangi',
  source: 'sumber',
  aspect: 'tentang yang tadi',
  compare: 'perbandingan',
  all: 'beberapa sekaligus',
  others: 'yang lain',
  end: 'akhir daftar',
  'not-that': 'bukan itu',
  nothing: 'belum ada yang bisa ditunjuk',
  talk: 'obrolan',
  gap: 'celah',
  menu: 'menu',
  term: 'istilah',
};

const KINDS = { question: 'ditulis', button: 'tombol', command: 'perintah', search: 'inline' };

export class Understood {
  constructor(state) {
    this.state = state;
    this.pane = byId('pane-understood');
    this.turns = [];
    state.on('understood', (turn) => this.take(turn));
    state.on('status', () => this.draw());
    this.draw();
  }

  take(turn) {
    this.turns.unshift(turn);
    this.turns.length = Math.min(this.turns.length, KEPT);
    if (this.planned) return;
    this.planned = requestAnimationFrame(() => {
      this.planned = 0;
      this.draw();
    });
  }

  draw() {
    if (!this.turns.length) {
      const ready =
        this.state.status === 'unknown'
          ? 'Bot ini tidak menceritakan apa yang dipahaminya.'
          : 'Tulis sesuatu. Di sini terlihat apa yang dipahami bot, dan kenapa ia menjawab begitu.';
      this.pane.replaceChildren(el('p', { class: 'empty' }, ready));
      return;
    }
    const [newest, ...past] = this.turns;
    this.pane.replaceChildren(newestCard(newest), ...past.map((turn) => pastCard(turn)));
  }
}

function outcome(turn) {
  return el('span', { class: `outcome is-${turn.outcome}` }, OUTCOMES[turn.outcome] ?? turn.outcome);
}

function asked(turn) {
  return turn.private ? '(pesan ini tidak ditampilkan)' : turn.asked || '…';
}

function newestCard(turn) {
  const head = el('div', { class: 'card-head' }, el('strong', { class: 'asked' }, asked(turn)), outcome(turn));
  return el('article', { class: 'card', 'aria-label': 'Pesan terakhir' }, head, details(turn));
}

function pastCard(turn) {
  return el(
    'details',
    { class: 'card past' },
    el('summary', {}, el('span', { class: 'asked' }, asked(turn)), outcome(turn)),
    details(turn),
  );
}

function details(turn) {
  const rows = [
    ['Cara', KINDS[turn.kind] ?? turn.kind],
    ['Terbaca', turn.read],
    ['Keyakinan', turn.confidence ? percent(turn.confidence) : ''],
    ['Jawaban', turn.entries.map((entry) => entry.title).join(', ')],
    ['Celah', turn.gap],
    ['Waktu', `${String(turn.ms).replace('.', ',')} ms`],
  ].filter(([, said]) => said);
  return [
    el(
      'dl',
      {},
      rows.map(([label, said]) => [el('dt', {}, label), el('dd', {}, said)]),
    ),
    turn.meanings?.length ? meanings(turn) : null,
    turn.matches.length ? ranking(turn) : null,
  ];
}

function meanings(turn) {
  const rows = turn.meanings.map((one, place) =>
    el(
      'li',
      { class: place ? 'rank' : 'rank taken' },
      el('span', { class: 'rank-title' }, meant(one)),
      el('span', { class: 'rank-number' }, percent(one.chance)),
      bar(one.chance, []),
    ),
  );
  return [
    el('p', { class: 'legend' }, 'Yang mungkin dimaksud:'),
    el('ol', { class: 'ranking', 'aria-label': 'Makna' }, rows),
  ];
}

function meant(one) {
  const about = one.entries.join(', ') || one.name;
  return [WAYS[one.way] ?? one.way, about].filter(Boolean).join(': ');
}

function ranking(turn) {
  const marks = turn.thresholds ? [turn.thresholds.clarify, turn.thresholds.answer] : [];
  const chosen = new Set(turn.entries.map((entry) => entry.id));
  const rows = turn.matches.map((match) =>
    el(
      'li',
      { class: chosen.has(match.id) ? 'rank chosen' : 'rank' },
      el('span', { class: 'rank-title' }, match.title),
      el('span', { class: 'rank-number' }, percent(match.confidence)),
      bar(match.confidence, marks),
    ),
  );
  const legend = marks.length
    ? el(
        'p',
        { class: 'legend' },
        `Garis: bertanya balik mulai ${percent(marks[0])}, menjawab mulai ${percent(marks[1])}.`,
      )
    : null;
  return [el('ol', { class: 'ranking', 'aria-label': 'Peringkat' }, rows), legend];
}

function percent(share) {
  return share < 0.001 ? '< 0,1%' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0).replace('.', ',')}%`;
}
