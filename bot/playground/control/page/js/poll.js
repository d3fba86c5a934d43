// A poll in a message. Lives here: its question, its options before and after one's vote, why an answer is right.
// Never here: what a vote leads to; `act.vote` is told.

import { button, el, sign } from './dom.js';

const KINDS = {
  quiz: { true: 'Kuis anonim', false: 'Kuis' },
  regular: { true: 'Jajak pendapat anonim', false: 'Jajak pendapat' },
};
const percent = (share) => `${Math.round(share * 100)}%`;

/** `view`: { me, votes (user to options), act } */
export function renderPoll(message, view) {
  const poll = message.poll;
  const mine = view.votes.get(view.me);
  const shown = poll.is_closed || mine !== undefined;
  const heading = `tanya-${message.chat.id}-${message.message_id}`;
  return el(
    'section',
    { class: 'ballot', 'aria-labelledby': heading },
    el('h3', { id: heading }, poll.question),
    el('p', { class: 'ballot-kind' }, poll.is_closed ? 'Hasil akhir' : KINDS[poll.type][poll.is_anonymous]),
    shown ? results(poll, mine ?? []) : choices(message, view),
    el('p', { class: 'ballot-count' }, voters(poll)),
    shown ? reason(poll, mine) : null,
  );
}

function choices(message, view) {
  const { poll } = message;
  if (poll.allows_multiple_answers) return several(message, view);
  return el(
    'ul',
    { class: 'options' },
    poll.options.map((option, number) =>
      el(
        'li',
        {},
        button(
          '',
          () => view.act.vote(message, [number]),
          { class: 'option', 'aria-label': null },
          el('span', { class: 'circle', 'aria-hidden': 'true' }),
          el('span', {}, option.text),
        ),
      ),
    ),
  );
}

/** Where several options may be chosen, they are ticked and then sent. */
function several(message, view) {
  const boxes = message.poll.options.map((option) => el('input', { type: 'checkbox' }));
  const chosen = () => boxes.flatMap((box, number) => (box.checked ? [number] : []));
  const send = () => chosen().length && view.act.vote(message, chosen());
  const rows = message.poll.options.map((option, number) =>
    el('li', {}, el('label', { class: 'option' }, boxes[number], el('span', {}, option.text))),
  );
  return el('div', {}, el('ul', { class: 'options' }, rows), button('Kirim pilihan', send, { class: 'soft' }));
}

function results(poll, mine) {
  const right = poll.correct_option_ids;
  return el(
    'ul',
    { class: 'options' },
    poll.options.map((option, number) => {
      const share = poll.total_voter_count ? option.voter_count / poll.total_voter_count : 0;
      const isMine = mine.includes(number);
      const isRight = right?.includes(number) ?? false;
      const kind = isRight ? 'right' : isMine && right ? 'wrong' : '';
      return el(
        'li',
        { class: `result ${kind}`.trim() },
        el('span', { class: 'share' }, percent(share)),
        el('span', { class: 'mark', 'aria-hidden': 'true' }, mark(isMine, isRight, right)),
        el('span', { class: 'said' }, option.text, hidden(isMine, isRight, right)),
        line(share),
      );
    }),
  );
}

function mark(isMine, isRight, right) {
  if (isRight) return '✓';
  if (isMine) return right ? '✗' : '●';
  return '';
}

/** What the marks say, for those who do not see them. */
function hidden(isMine, isRight, right) {
  const said = [];
  if (isMine) said.push('pilihanmu');
  if (right && isRight) said.push('jawaban benar');
  if (right && isMine && !isRight) said.push('belum tepat');
  return said.length ? el('span', { class: 'unseen' }, ` (${said.join(', ')})`) : null;
}

function line(share) {
  const meter = el('span', { class: 'line', 'aria-hidden': 'true' });
  meter.style.setProperty('--share', percent(Math.max(share, 0.02)));
  return meter;
}

function voters(poll) {
  const count = poll.total_voter_count;
  if (poll.type === 'quiz') return count ? `${count} jawaban` : 'Belum ada jawaban';
  return count ? `${count} suara` : 'Belum ada suara';
}

/** Why: at once after a wrong answer, behind the lamp otherwise, as the app does it. */
function reason(poll, mine) {
  if (!poll.explanation) return null;
  const wrong = mine !== undefined && mine.some((number) => !poll.correct_option_ids.includes(number));
  const said = el('p', { class: 'why', hidden: !wrong, role: 'status' }, poll.explanation);
  const lamp = button(
    'Penjelasan',
    () => {
      said.hidden = !said.hidden;
      lamp.setAttribute('aria-expanded', String(!said.hidden));
    },
    { class: 'lamp', 'aria-expanded': String(wrong) },
    sign('lamp'),
    'Penjelasan',
  );
  return el('div', { class: 'reason' }, lamp, said);
}
