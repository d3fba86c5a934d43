// Inline mode and the command list: what is offered for what is being written.
// Lives here: from the text in the composer to a list. Never here: the list itself (offers.js).

import { Refused } from './api.js';
import { avatar, el } from './dom.js';

const PAUSE = 250;
const WAIT_SECONDS = 15;

/** The commands a bot shows in a chat, for the scope and language that fit best (Bot API, BotCommandScope). */
export function commandsFor(bot, isPrivate, language = 'id') {
  const scopes = [isPrivate ? 'all_private_chats' : 'all_group_chats', 'default'];
  for (const scope of scopes) {
    for (const key of [`${scope}: ${language}`, `${scope}:`]) {
      if (bot.commands[key]?.length) return bot.commands[key];
    }
  }
  return [];
}

export function commandOffers(commands, begun, pick) {
  const fits = commands.filter(({ command }) => `/${command}`.startsWith(begun.toLowerCase()));
  return fits.map(({ command, description }) => ({
    node: el(
      'div',
      { class: 'offer command' },
      el('strong', {}, `/${command}`),
      el('span', { class: 'soft-text' }, description),
    ),
    pick: () => pick(`/${command}`),
  }));
}

/** What is asked of the bot inline by a text, or null if it is no inline query. */
export function inlineQuery(text, username) {
  const found = /^@(\w+)\s([\s\S]*)$/.exec(text);
  return found && username && found[1].toLowerCase() === username.toLowerCase() ? found[2] : null;
}

export class Inline {
  /** `done` is called when a result was sent. */
  constructor(state, acts, offers, done) {
    this.state = state;
    this.acts = acts;
    this.offers = offers;
    this.done = done;
    this.asked = null;
    this.timer = 0;
    this.turn = 0;
  }

  /** Ask after a short pause in writing; the same question is not asked twice. */
  type(query) {
    if (query === this.asked) return;
    this.asked = query;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(query), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.asked = null;
    this.turn += 1;
  }

  async ask(query, offset = '') {
    this.turn += 1;
    const turn = this.turn;
    const found = await this.acts.do('inline', { query, offset, wait: WAIT_SECONDS });
    if (turn !== this.turn || !found) return;
    if (!found.answer) {
      this.offers.show([], { label: 'Hasil', none: 'Bot belum menjawab.' });
      return;
    }
    const items = found.answer.results.map((result) => this.offer(result, found.query));
    if (offset) this.offers.add(items);
    else
      this.offers.show([...this.opening(found.answer.button), ...items], { label: 'Hasil', none: 'Tidak ada hasil.' });
    const following = found.answer.next_offset;
    this.offers.atEnd = () => {
      this.offers.atEnd = () => {};
      if (following) this.ask(query, following);
    };
  }

  opening(link) {
    if (!link) return [];
    const pick = () => {
      this.done();
      this.state.chatWith(this.state.me).start = link.start_parameter ?? '';
      this.state.look(this.state.me);
    };
    return [{ node: el('div', { class: 'offer opens' }, link.text), pick }];
  }

  offer(result, query) {
    const title = result.title ?? result.type;
    const node = el(
      'div',
      { class: 'offer' },
      avatar(title, [...title].length),
      el('strong', {}, title),
      el('span', { class: 'soft-text' }, result.description ?? ''),
    );
    const pick = async () => {
      this.done();
      try {
        await this.acts.do('choose', { query, result_id: result.id });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    };
    return { node, pick };
  }
}
