// The left side and the head of the chat: who one is, which chats there are, what can be done with one.
// Lives here: lists and their dialogs. Never here: messages.

import { Refused } from './api.js';
import { avatar, byId, clock, el, initials, sign, tint } from './dom.js';
import { summary } from './message.js';
import { ask, openMenu, toast } from './popups.js';

const PEOPLE_SHOWN = 8;

export class Chats {
  constructor(state, api, acts) {
    this.state = state;
    this.api = api;
    this.acts = acts;
    byId('back').append(sign('back'));
    byId('back').addEventListener('click', () => this.showList());
    byId('chat-menu').append(sign('more'));
    byId('chat-menu').addEventListener('click', (event) => this.options(event.currentTarget));
    byId('add-person').addEventListener('click', () => this.addPerson());
    byId('add-group').addEventListener('click', () => this.addGroup());
    for (const kind of ['people', 'chats', 'profile']) state.on(kind, () => this.later());
    for (const kind of ['open', 'people', 'profile', 'status', 'typing', 'membership', 'message'])
      state.on(kind, () => this.drawHead());
    state.on('group', ({ id }) => this.load(id));
    state.on('people', () => this.drawPeople());
    this.drawPeople();
  }

  /** Many events come together; the list is drawn once for all of them. */
  later() {
    if (this.planned) return;
    this.planned = requestAnimationFrame(() => {
      this.planned = 0;
      this.drawList();
    });
  }

  async load(id) {
    try {
      this.state.restore(id, await this.api.get(`/chats/${id}/messages`));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    if (this.state.open === id) this.state.look(id);
  }

  // Who one is

  drawPeople() {
    const all = [...this.state.people.values()];
    const shown = all.filter(
      (person, place) => place < 2 || place >= all.length - PEOPLE_SHOWN + 2 || person.id === this.state.me,
    );
    byId('people').replaceChildren(
      ...shown.map((person) => {
        const input = el('input', { type: 'radio', name: 'me', value: person.id });
        input.checked = person.id === this.state.me;
        input.addEventListener('change', () => this.state.become(person.id));
        return el('label', { class: 'chip' }, input, this.state.nameOf(person));
      }),
    );
    byId('people').querySelector(`input[value="${this.state.me}"]`)?.setAttribute('checked', '');
  }

  async addPerson() {
    const input = el('input', { type: 'text', name: 'name', maxlength: '40', required: true, autocomplete: 'off' });
    const chosen = await ask('Orang baru', el('label', {}, 'Namanya', input), [
      { label: 'Batal', value: '' },
      { label: 'Tambah', value: 'add', kind: 'strong' },
    ]);
    const name = input.value.trim();
    if (!chosen || !name) return;
    const person = await this.try(() => this.api.post('/people', { name }));
    if (!person) return;
    if (!this.state.people.has(person.id)) this.state.addPerson(person);
    this.state.become(person.id);
  }

  async addGroup() {
    const title = el('input', {
      type: 'text',
      name: 'title',
      maxlength: '60',
      required: true,
      value: 'Grup belajar',
      autocomplete: 'off',
    });
    const bot = el('input', { type: 'checkbox', name: 'bot', checked: true });
    const content = [el('label', {}, 'Nama grup', title), el('label', { class: 'tick' }, bot, 'Bot ikut di grup ini')];
    const chosen = await ask('Grup baru', content, [
      { label: 'Batal', value: '' },
      { label: 'Buat', value: 'make', kind: 'strong' },
    ]);
    if (!chosen || !title.value.trim()) return;
    const others = [...this.state.people.keys()].filter((id) => id !== this.state.me);
    const members = [this.state.me, ...others].slice(0, 20);
    const group = await this.try(() =>
      this.api.post('/groups', { title: title.value.trim(), members, bot: bot.checked }),
    );
    if (!group) return;
    await this.load(group.id);
    this.open(group.id);
  }

  async try(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return null;
    }
  }

  // The list

  drawList() {
    const focused = document.activeElement?.closest?.('.chat-item')?.dataset.id;
    byId('chats').replaceChildren(...this.state.chatsOf(this.state.me).map((chat) => el('li', {}, this.item(chat))));
    if (focused)
      byId('chats')
        .querySelector(`[data-id="${Number(focused)}"]`)
        ?.focus();
  }

  item(chat) {
    const { state } = this;
    const title = state.titleOf(chat);
    const { last } = chat;
    const unread = chat.unread(state.me);
    const writer =
      last && !chat.isPrivate && !last.from.is_bot
        ? `${last.from.id === state.me ? 'Kamu' : last.from.first_name}: `
        : '';
    return el(
      'button',
      {
        type: 'button',
        class: 'chat-item',
        'data-id': chat.id,
        'aria-current': String(chat.id === state.open),
        onclick: () => this.open(chat.id),
      },
      avatar(title, chat.isPrivate ? state.bot.user.id : chat.id),
      el('span', { class: 'chat-item-name' }, title),
      el('span', { class: 'chat-item-time' }, last ? clock(last.date) : ''),
      el('span', { class: 'chat-item-last' }, last ? `${writer}${summary(last)}` : 'Belum ada pesan'),
      unread
        ? el('span', { class: 'badge' }, String(unread), el('span', { class: 'unseen' }, ' pesan baru'))
        : el('span'),
    );
  }

  open(id) {
    this.state.look(id);
    document.body.dataset.view = 'chat';
    if (!byId('write-form').hidden) byId('write').focus();
    else byId('begin-button').focus();
  }

  showList() {
    document.body.dataset.view = 'list';
    byId('chats').querySelector('[aria-current="true"]')?.focus();
  }

  // The head

  drawHead() {
    const { state } = this;
    const { chat } = state;
    if (!chat) return;
    const title = state.titleOf(chat);
    const face = byId('chat-avatar');
    face.className = `avatar ${tint(chat.isPrivate ? state.bot.user.id : chat.id)}`;
    face.textContent = initials(title);
    write(byId('chat-name'), title);
    document.title = `${title} · Obrolan percobaan`;
    const typing = chat.typingUntil > Date.now();
    byId('chat-state').dataset.busy = String(typing || (chat.isPrivate && state.status === 'loading'));
    write(byId('chat-state'), typing ? 'mengetik …' : this.stateOf(chat));
  }

  stateOf(chat) {
    const { state } = this;
    if (!chat.isPrivate) {
      const names = [...chat.members].map((id) => state.people.get(id)?.first_name).filter(Boolean);
      return [...names, ...(chat.bots.has(state.bot.user.id) ? [state.bot.user.first_name] : [])].join(', ');
    }
    if (chat.blocked) return 'diblokir';
    if (state.status === 'loading') return 'sedang menyiapkan jawaban …';
    return state.bot.has_called ? 'bot' : 'belum menyala';
  }

  options(anchor) {
    const { chat, bot } = this.state;
    const inside = chat.bots.has(bot.user.id);
    const items = chat.isPrivate
      ? [
          {
            label: chat.blocked ? 'Buka blokir bot' : 'Blokir bot',
            icon: sign('stop'),
            act: () => this.acts.do('block', { blocked: !chat.blocked }),
          },
        ]
      : [
          {
            label: inside ? 'Keluarkan bot' : 'Masukkan bot',
            icon: sign('group'),
            act: () => this.changeBot({ present: !inside }),
          },
          inside
            ? {
                label: chat.readsAll ? 'Bot hanya membaca panggilan' : 'Bot membaca semua pesan',
                icon: sign('eye'),
                act: () => this.changeBot({ reads_all: !chat.readsAll }),
              }
            : null,
        ];
    openMenu(anchor, items, 'Pilihan obrolan');
  }

  async changeBot(change) {
    const { chat } = this.state;
    if (await this.acts.do('bot', { reads_all: chat.readsAll, ...change }))
      chat.readsAll = change.reads_all ?? chat.readsAll;
  }
}

/** Only what changed is said again by a screen reader. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
