// One message as an element. Lives here: its parts and their order.
// Never here: what a tap does; `act` is told. See log.js for where messages stand.

import { avatar, button, clock, el, sign, tint } from './dom.js';
import { renderText } from './entities.js';
import { renderPoll } from './poll.js';

const MEDIA = {
  photo: ['Foto', 'photo'],
  voice: ['Pesan suara', 'voice'],
  document: ['Berkas', 'file'],
  video: ['Video', 'photo'],
  audio: ['Audio', 'voice'],
  location: ['Lokasi', 'link'],
  contact: ['Kontak', 'face'],
};
const WHAT_OPENS = [
  ['url', 'link'],
  ['copy_text', 'copy'],
  ['switch_inline_query', 'share'],
  ['switch_inline_query_current_chat', 'share'],
  ['switch_inline_query_chosen_chat', 'share'],
  ['web_app', 'link'],
];

/** The words of a message in one line, for previews and for what a screen reader says. */
export function summary(message) {
  const text = message.text ?? message.caption ?? '';
  if (message.poll) return `${message.poll.type === 'quiz' ? 'Kuis' : 'Jajak pendapat'}: ${message.poll.question}`;
  const media = Object.keys(MEDIA).find((kind) => message[kind]);
  if (message.sticker) return `Stiker ${message.sticker.emoji ?? ''}`.trim();
  if (media) return text ? `${MEDIA[media][0]}: ${text}` : MEDIA[media][0];
  if (message.new_chat_members) return `${message.new_chat_members[0].first_name} masuk grup`;
  return text.replace(/\s+/g, ' ') || 'Pesan';
}

export const isService = (message) =>
  Boolean(
    message.new_chat_members ||
    message.left_chat_member ||
    message.migrate_to_chat_id ||
    message.migrate_from_chat_id ||
    message.pinned_message,
  );

/** `view`: { me, mine, first, last, group, name, reactions (emoji to {count, mine}), votes (of a poll), act } */
export function renderMessage(message, view) {
  if (isService(message)) return el('p', { class: 'service', 'data-id': message.message_id }, summary(message));
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const classes = [
    'msg',
    view.mine ? 'mine' : 'theirs',
    view.first && 'first',
    view.last && 'last',
    rows.length && 'has-keys',
  ];
  const label = `${view.mine ? 'Kamu' : view.name}, ${clock(message.date)}`;
  return el(
    'article',
    { class: classes.filter(Boolean).join(' '), 'data-id': message.message_id, 'aria-label': label, tabindex: '-1' },
    view.group && !view.mine ? avatar(view.name, message.from.id, view.last ? '' : 'gap') : null,
    el(
      'div',
      { class: 'body' },
      bubble(message, view),
      reactions(view.reactions, message, view.act),
      keys(rows, message, view.act),
    ),
    button(
      'Pilihan pesan',
      (event) => view.act.options(message, event.currentTarget),
      { class: 'more', 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
      sign('more'),
    ),
  );
}

function bubble(message, view) {
  const text = message.text ?? message.caption ?? '';
  const edited = message.edit_date ? 'diubah ' : '';
  return el(
    'div',
    { class: 'bubble' },
    view.group && !view.mine && view.first ? el('p', { class: `who ${tint(message.from.id)}` }, view.name) : null,
    forwarded(message),
    message.via_bot ? el('p', { class: 'via' }, `lewat @${message.via_bot.username}`) : null,
    replied(message, view.act),
    media(message),
    message.poll ? renderPoll(message, view) : null,
    el(
      'div',
      { class: message.poll ? 'text foot' : 'text' },
      renderText(text, message.entities ?? message.caption_entities, view.act),
      el('span', { class: 'meta' }, `${edited}${clock(message.date)}`),
    ),
  );
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user_name ?? origin.sender_user?.first_name ?? 'seseorang';
  return el('p', { class: 'via' }, `Diteruskan dari ${name}`);
}

function replied(message, act) {
  const other = message.reply_to_message;
  if (!other) return null;
  const show = () => act.show(other.message_id);
  return button(
    '',
    show,
    { class: 'reply-ref', 'aria-label': `Membalas ${other.from.first_name}: ${summary(other)}` },
    el('strong', {}, other.from.first_name),
    el('span', {}, summary(other)),
  );
}

function media(message) {
  if (message.sticker)
    return el('div', { class: 'media sticker', role: 'img', 'aria-label': 'Stiker' }, message.sticker.emoji ?? '🙂');
  const kind = Object.keys(MEDIA).find((name) => message[name]);
  if (!kind) return null;
  const [name, icon] = MEDIA[kind];
  if (kind === 'photo') return picture(message.photo.at(-1), name, icon);
  if (kind === 'document') return saved(message.document, icon);
  const said = kind === 'voice' ? `${name}, ${message.voice.duration} dtk` : (message[kind].file_name ?? name);
  return el(
    'div',
    { class: `media ${kind}` },
    el('span', { class: 'shape' }, sign(icon)),
    said,
  );
}

/** A photo as it was sent; one that is not kept any more, or that only stands for one, is a sign. */
function picture(photo, name, icon) {
  const stand = () => [el('span', { class: 'shape' }, sign(icon)), el('span', { class: 'unseen' }, name)];
  if (photo.width < 2) return el('div', { class: 'media photo' }, stand());
  const { width, height } = photo;
  const shown = el('img', { src: `/control/files/${photo.file_id}`, alt: name, width, height });
  const box = el('div', { class: 'media photo seen' }, shown);
  shown.addEventListener('error', () => {
    box.classList.remove('seen');
    box.replaceChildren(...stand());
  });
  return box;
}

function saved(file, icon) {
  const link = { class: 'media document', href: `/control/files/${file.file_id}`, download: file.file_name ?? '' };
  return el('a', link, el('span', { class: 'shape' }, sign(icon)), file.file_name ?? MEDIA.document[0]);
}

function keys(rows, message, act) {
  if (!rows.length) return null;
  return el(
    'div',
    { class: 'keys', role: 'group', 'aria-label': 'Tombol pesan' },
    rows.map((row) =>
      el(
        'div',
        { class: 'keys-row' },
        row.map((each) => key(each, message, act)),
      ),
    ),
  );
}

function key(each, message, act) {
  const opens = WHAT_OPENS.find(([name]) => each[name] !== undefined);
  const press = (event) => act.press(each, message, event.currentTarget);
  return button(
    '',
    press,
    { class: `key ${each.style ?? ''}`.trim(), 'aria-label': null },
    each.text,
    opens ? sign(opens[1]) : null,
  );
}

function reactions(all, message, act) {
  if (!all.length) return null;
  return el(
    'div',
    { class: 'reactions', role: 'group', 'aria-label': 'Reaksi' },
    all.map(({ emoji, count, mine }) =>
      button(
        '',
        () => act.react(message, emoji),
        { class: 'reaction', 'aria-pressed': String(mine), 'aria-label': `${emoji} ${count}` },
        `${emoji} ${count}`,
      ),
    ),
  );
}
