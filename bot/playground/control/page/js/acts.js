// What people do with messages: pressing, following, reacting, replying, editing.
// Lives here: from a tap to a request, and what its answer shows. Never here: elements of the log.

import { Refused } from './api.js';
import { button, el, say, sign } from './dom.js';
import { telegramLink } from './links.js';
import { summary } from './message.js';
import { ask, openMenu, tellAloud, toast } from './popups.js';

const FACES = ['👍', '👎', '❤️', '😂', '🙏', '🔥'];
const ANSWER_SECONDS = 20;

export class Acts {
  /** `desk`: { write(text), refer(kind, message), show(id) } - what other parts of the page do. */
  constructor(state, api, desk) {
    this.state = state;
    this.api = api;
    this.desk = desk;
  }

  /** A request of the person one is, in the open chat; what is refused becomes a notice. */
  async do(verb, body = {}, chat = this.state.open) {
    const who = chat < 0 ? { person: this.state.me } : {};
    try {
      return await this.api.post(`/chats/${chat}/${verb}`, { ...who, ...body });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return null;
    }
  }

  send(text, extra = {}) {
    return this.do('send', { text, ...extra });
  }

  start(payload = '') {
    return this.send(`/start ${payload}`.trim());
  }

  // Buttons under a message

  press(key, message, node) {
    if (key.callback_data !== undefined) this.call(key, message, node);
    else if (key.url) this.follow(key.url) || open(key.url, '_blank', 'noopener,noreferrer');
    else if (key.copy_text) this.copy(key.copy_text.text);
    else if (key.switch_inline_query_current_chat !== undefined) this.writeInline(key.switch_inline_query_current_chat);
    else if (key.switch_inline_query !== undefined) this.share(key.switch_inline_query);
    else toast('Tombol ini belum bisa dicoba di sini.');
  }

  async call(key, message, node) {
    node.setAttribute('aria-busy', 'true');
    const body = { message_id: message.message_id, data: key.callback_data, wait: ANSWER_SECONDS };
    const answer = await this.do('press', body);
    node.removeAttribute('aria-busy');
    const said = answer?.answer;
    if (said?.show_alert && said.text) await tellAloud(this.state.bot.user.first_name, said.text);
    else if (said?.text) toast(said.text);
    if (said?.url) this.follow(said.url);
  }

  /** Open a link to the bot here; false for any other address. */
  follow(address) {
    const link = telegramLink(address);
    if (!link || link.name.toLowerCase() !== this.state.bot.user.username.toLowerCase()) return false;
    const chat = this.state.chatWith(this.state.me);
    chat.start = link.start;
    this.state.look(chat.id);
    return true;
  }

  mention(name) {
    if (name.toLowerCase() === this.state.bot.user.username.toLowerCase()) this.state.look(this.state.me);
  }

  command(text) {
    this.send(text);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast('Disalin.');
    } catch {
      await tellAloud('Salin teks ini', text);
    }
  }

  writeInline(query) {
    this.desk.write(`@${this.state.bot.user.username} ${query}`);
  }

  /** Choose a chat first, then write the query there, as "share" does in the app. */
  async share(query) {
    const chats = this.state.chatsOf(this.state.me);
    const pick = el('div', { class: 'stack' });
    const chosen = new Promise((resolve) => {
      for (const chat of chats) {
        pick.append(
          el(
            'button',
            { type: 'submit', class: 'soft', value: chat.id, onclick: () => resolve(chat.id) },
            chat.isPrivate ? `Obrolan dengan ${this.state.titleOf(chat)}` : this.state.titleOf(chat),
          ),
        );
      }
      ask('Bagikan ke mana?', pick, [{ label: 'Batal', value: '' }]).then(() => resolve(0));
    });
    const id = await chosen;
    if (!id) return;
    this.state.look(id);
    this.writeInline(query);
  }

  // The menu of a message

  options(message, anchor) {
    const mine = message.from.id === this.state.me;
    const text = message.text ?? message.caption ?? '';
    let close = () => {};
    const faces = el(
      'div',
      { class: 'faces', role: 'group', 'aria-label': 'Reaksi' },
      FACES.map((emoji) =>
        button(
          '',
          () => {
            close();
            this.react(message, emoji);
          },
          {
            role: 'menuitemcheckbox',
            'aria-checked': String(this.reacted(message).includes(emoji)),
            'aria-label': `Reaksi ${emoji}`,
          },
          emoji,
        ),
      ),
    );
    close = openMenu(
      anchor,
      [
        faces,
        { label: 'Balas', icon: sign('reply'), act: () => this.desk.refer('reply', message) },
        mine && !message.via_bot && (message.text || message.caption)
          ? { label: 'Ubah', icon: sign('pen'), act: () => this.desk.refer('edit', message) }
          : null,
        text ? { label: 'Salin teks', icon: sign('copy'), act: () => this.copy(text) } : null,
      ],
      `Pilihan pesan: ${summary(message).slice(0, 60)}`,
    );
  }

  reacted(message) {
    return this.state.chat.reactions.get(message.message_id)?.get(this.state.me) ?? [];
  }

  react(message, emoji) {
    const reactions = this.reacted(message).includes(emoji) ? [] : [emoji];
    return this.do('react', { message_id: message.message_id, reactions });
  }

  /** Vote in a poll; how it went is said, for whoever does not see the marks. */
  async vote(message, options) {
    const answer = await this.do('vote', { message_id: message.message_id, options });
    const right = answer?.message.poll.correct_option_ids;
    if (!answer) return;
    if (!right) say('Pilihanmu terkirim.');
    else if (options.every((number) => right.includes(number))) say('Benar.');
    else say(`Belum tepat. Yang benar: ${right.map((number) => message.poll.options[number].text).join(', ')}.`);
  }

  show(id) {
    this.desk.show(id);
  }
}
