// Where one writes. Lives here: the text, sending, replying and editing, Start, the keyboard a bot asked for.
// Never here: lists above it (offers.js), requests (acts.js).

import { button, byId, el, sign } from './dom.js';
import { Inline, commandOffers, commandsFor, inlineQuery } from './inline.js';
import { summary } from './message.js';
import { Offers } from './offers.js';
import { openMenu } from './popups.js';

const LINE = 24;
const MOST_LINES = 6;

export class Composer {
  constructor(state, acts) {
    this.state = state;
    this.acts = acts;
    this.write = byId('write');
    this.offers = new Offers();
    this.inline = new Inline(state, acts, this.offers, () => this.set(''));
    this.reference = null;
    this.decorate();
    this.write.addEventListener('input', () => this.typed());
    this.write.addEventListener('keydown', (event) => this.key(event));
    byId('write-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    for (const kind of ['open', 'profile', 'membership', 'keyboard', 'status', 'gone'])
      state.on(kind, () => this.draw());
    state.on('message', ({ chat }) => chat === state.chat && this.draw());
  }

  decorate() {
    byId('send').append(sign('send'));
    byId('attach').append(sign('clip'));
    byId('commands').append(sign('menu'), el('span', {}, 'Menu'));
    byId('reference-off').append(sign('close'));
    byId('reference-off').addEventListener('click', () => this.refer());
    byId('attach').addEventListener('click', (event) => this.attach(event.currentTarget));
    byId('commands').addEventListener('click', () => this.showCommands());
    byId('begin-button').addEventListener('click', () => this.begin());
    this.draw();
  }

  draw() {
    const { chat, bot } = this.state;
    if (!chat) return;
    if (this.drawn !== chat.id) this.change(chat);
    const begins = chat.isPrivate && (!chat.hasBegun || chat.start !== null || chat.blocked);
    this.exchange(begins);
    byId('begin-button').textContent = chat.blocked ? 'Buka blokir' : 'Mulai';
    byId('commands').hidden = !commandsFor(bot, chat.isPrivate).length;
    this.drawKeyboard(chat.keyboard);
    this.ready();
  }

  /** Start in place of the text, or the text in place of Start; the focus goes along. */
  exchange(begins) {
    const [start, form] = [byId('begin'), byId('write-form')];
    const left = begins ? form : start;
    const hadFocus = left.contains(document.activeElement);
    start.hidden = !begins;
    form.hidden = begins;
    if (hadFocus) (begins ? byId('begin-button') : this.write).focus();
  }

  /** Another chat: each has its own half-written text. */
  change(chat) {
    const before = this.state.chats.get(this.drawn);
    if (before) before.draft = this.write.value;
    this.drawn = chat.id;
    this.refer();
    this.set(chat.draft);
  }

  begin() {
    const { chat } = this.state;
    if (chat.blocked) {
      this.acts.do('block', { blocked: false });
      return;
    }
    const payload = chat.start ?? '';
    chat.start = null;
    this.acts.start(payload);
    this.draw();
  }

  // The text

  set(text) {
    this.write.value = text;
    this.typed();
  }

  /** Put a text here to be finished by the person. */
  fill(text) {
    this.set(text);
    this.write.focus();
    this.write.setSelectionRange(text.length, text.length);
  }

  typed() {
    this.ready();
    const text = this.write.value;
    const query = inlineQuery(text, this.state.bot.user.username);
    if (query !== null) {
      this.inline.type(query);
      return;
    }
    this.inline.stop();
    if (/^\/\w*$/.test(text)) this.offerCommands(text);
    else this.offers.hide();
  }

  ready() {
    byId('send').disabled = !this.write.value.trim();
    this.write.style.height = 'auto';
    this.write.style.height = `${Math.min(this.write.scrollHeight + 2, LINE * MOST_LINES)}px`;
  }

  offerCommands(begun) {
    const commands = commandsFor(this.state.bot, this.state.chat.isPrivate);
    const items = commandOffers(commands, begun, (command) => this.take(command));
    const whole = commands.some(({ command }) => `/${command}` === begun);
    this.offers.show(items, { label: 'Perintah', active: items.length && !whole && begun.length > 1 ? 0 : -1 });
  }

  showCommands() {
    if (this.offers.isOpen) {
      this.offers.hide();
      return;
    }
    this.offerCommands('/');
    this.write.focus();
  }

  take(command) {
    this.set('');
    this.acts.send(command);
  }

  key(event) {
    if (event.isComposing) return;
    if (this.offers.key(event)) {
      event.preventDefault();
    } else if (event.key === 'Escape') {
      if (this.offers.isOpen) this.offers.hide();
      else this.refer();
    } else if (event.key === 'Enter' && !event.shiftKey && !matchMedia('(pointer: coarse)').matches) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'ArrowUp' && !this.write.value) {
      this.editLast(event);
    }
  }

  editLast(event) {
    const own = [...this.state.chat.messages.values()]
      .reverse()
      .find((m) => m.from.id === this.state.me && m.text && !m.via_bot);
    if (!own) return;
    event.preventDefault();
    this.refer('edit', own);
  }

  async send() {
    const text = this.write.value.trim();
    if (!text) return;
    const { reference } = this;
    this.refer();
    this.set('');
    if (reference?.kind === 'edit') await this.acts.do('edit', { message_id: reference.message.message_id, text });
    else if (this.isCallToGuest(text))
      await this.acts.do('summon', { text, reply_to: reference?.message.message_id ?? 0 });
    else await this.acts.send(text, { reply_to: reference?.message.message_id ?? 0 });
  }

  /** A mention where the bot is no member reaches it as a guest message (Bot API 10.0). */
  isCallToGuest(text) {
    const { chat, bot } = this.state;
    return (
      !chat.isPrivate &&
      !chat.bots.has(bot.user.id) &&
      text.toLowerCase().includes(`@${bot.user.username.toLowerCase()}`)
    );
  }

  // Replying and editing

  refer(kind = '', message = null) {
    const had = this.reference?.kind;
    this.reference = kind ? { kind, message } : null;
    byId('reference').hidden = !kind;
    if (had === 'edit' && kind !== 'edit') this.set('');
    if (!kind) return;
    byId('reference-what').textContent = kind === 'edit' ? 'Mengubah pesan' : `Membalas ${message.from.first_name}`;
    byId('reference-said').textContent = summary(message);
    if (kind === 'edit') this.fill(message.text ?? message.caption);
    this.write.focus();
  }

  // Other things to send

  attach(anchor) {
    const file = (kind) => () => {
      const text = kind === 'photo' || kind === 'document' ? this.write.value.trim() : '';
      if (text) this.set('');
      this.acts.send(text, { kind });
      this.write.focus();
    };
    openMenu(
      anchor,
      [
        { label: 'Foto (tulisanmu jadi keterangan)', icon: sign('photo'), act: file('photo') },
        { label: 'Pesan suara', icon: sign('voice'), act: file('voice') },
        { label: 'Stiker', icon: sign('face'), act: file('sticker') },
        { label: 'Berkas', icon: sign('file'), act: file('document') },
      ],
      'Lampiran',
    );
  }

  drawKeyboard(keyboard) {
    const place = byId('keyboard');
    const rows = keyboard?.keyboard ?? [];
    place.hidden = !rows.length;
    place.replaceChildren(
      ...rows.map((row) =>
        el(
          'div',
          { class: 'keys-row' },
          row.map((each) => button(each.text, () => this.acts.send(each.text))),
        ),
      ),
    );
    this.write.placeholder = keyboard?.input_field_placeholder ?? 'Tulis pesan';
  }
}
