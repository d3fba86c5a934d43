// What there is: the bot, people, chats, messages; and who looks at which chat.
// Lives here: keeping it up to date from events, and telling whoever listens. Never here: elements.

class Chat {
  constructor(id, isPrivate) {
    this.id = id;
    this.isPrivate = isPrivate;
    this.title = '';
    this.members = new Set();
    this.bots = new Set();
    this.messages = new Map();
    this.reactions = new Map();
    // Of polls: message to user to the options they chose.
    this.votes = new Map();
    this.keyboard = null;
    this.blocked = false;
    this.readsAll = false;
    this.seen = 0;
    this.typingUntil = 0;
    this.typingText = '';
    this.draft = '';
    // The payload of a deep link that was followed and waits for Start.
    this.start = null;
  }

  get last() {
    return [...this.messages.values()].at(-1);
  }

  get lastId() {
    return this.last?.message_id ?? 0;
  }

  /** Whether the person has pressed Start, or just written. */
  get hasBegun() {
    return [...this.messages.values()].some((message) => !message.from.is_bot);
  }

  unread(me) {
    return [...this.messages.values()].filter((m) => m.message_id > this.seen && m.from.id !== me).length;
  }
}

export class State extends EventTarget {
  constructor() {
    super();
    this.bot = { user: { id: 0, first_name: 'Bot', username: '' }, commands: {}, texts: {}, has_called: false };
    this.people = new Map();
    this.chats = new Map();
    this.me = 0;
    this.open = 0;
    this.status = 'unknown';
    // Events older than this are history: nothing moves or is announced because of them.
    this.startedAt = 0;
  }

  tell(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  on(kind, take) {
    this.addEventListener(kind, (event) => take(event.detail));
  }

  get chat() {
    return this.chats.get(this.open);
  }

  get isGroup() {
    return Boolean(this.chat && !this.chat.isPrivate);
  }

  nameOf(person) {
    const twins = [...this.people.values()].filter((other) => other.first_name === person.first_name);
    const number = twins.findIndex((other) => other.id === person.id) + 1;
    return number > 1 ? `${person.first_name} ${number}` : person.first_name;
  }

  titleOf(chat) {
    return chat.isPrivate ? this.bot.user.first_name : chat.title;
  }

  /** The chats that one person sees: the private one with the bot, and groups. */
  chatsOf(person) {
    return [...this.chats.values()].filter((chat) => (chat.isPrivate ? chat.id === person : chat.members.has(person)));
  }

  chatWith(id) {
    if (!this.chats.has(id)) this.chats.set(id, new Chat(id, id > 0));
    return this.chats.get(id);
  }

  addPerson(person) {
    this.people.set(person.id, person);
    this.chatWith(person.id);
    this.tell('people');
    this.tell('chats');
  }

  become(person) {
    this.me = person;
    const chat = this.chat;
    const stays = chat && !chat.isPrivate && chat.members.has(person);
    this.tell('people');
    this.look(stays ? this.open : person);
  }

  look(id) {
    this.open = id;
    this.markSeen();
    this.tell('open');
    this.tell('chats');
  }

  markSeen() {
    if (this.chat) this.chat.seen = this.chat.lastId;
  }

  /** Take over what GET /control/chats/ID/messages said. */
  restore(id, found) {
    const chat = this.chatWith(id);
    chat.title = found.chat.title ?? '';
    chat.blocked = found.blocked;
    chat.members = new Set(found.members.map((member) => member.id));
    chat.bots = new Set(found.bots);
    chat.keyboard = found.keyboard;
    for (const message of found.messages) chat.messages.set(message.message_id, message);
    for (const { message_id: message, user, reactions } of found.reactions) setReaction(chat, message, user, reactions);
    for (const { message_id: message, user, options } of found.votes ?? []) setVote(chat, message, user, options);
    chat.seen = chat.lastId;
    this.tell('chats');
  }

  isHistory(event) {
    return event.at < this.startedAt;
  }

  /** Take an event of the stream. */
  take(event) {
    const { kind, data } = event;
    if (data.bot && data.bot !== this.bot.user.id && kind !== 'bot') return;
    const taken = TAKERS[kind];
    if (taken) taken(this, data, event);
  }
}

const TAKERS = {
  person: (state, data) => {
    if (!state.people.has(data.user.id)) state.addPerson(data.user);
  },
  group: (state, data) => {
    const chat = state.chatWith(data.chat.id);
    chat.title = data.chat.title ?? '';
    state.tell('group', { id: chat.id });
  },
  profile: (state, data) => state.tell('profile', data),
  message: (state, data, event) => {
    const chat = state.chatWith(data.chat);
    const known = chat.messages.has(data.message.message_id);
    if (known && state.isHistory(event)) return;
    chat.messages.set(data.message.message_id, data.message);
    if (data.message.from.is_bot) chat.typingUntil = 0;
    if (!chat.isPrivate && !data.message.from.is_bot) chat.members.add(data.message.from.id);
    if (state.open === chat.id || state.isHistory(event)) chat.seen = chat.lastId;
    state.tell('message', { chat, message: data.message, fresh: !known, quiet: state.isHistory(event) });
    state.tell('chats');
  },
  edit: (state, data, event) => {
    if (state.isHistory(event)) return;
    const chat = state.chatWith(data.chat);
    chat.messages.set(data.message.message_id, data.message);
    state.tell('message', { chat, message: data.message, fresh: false, quiet: false });
    state.tell('chats');
  },
  vote: (state, data, event) => {
    if (state.isHistory(event)) return;
    const chat = state.chatWith(data.chat);
    chat.messages.set(data.message.message_id, data.message);
    setVote(chat, data.message.message_id, data.user, data.options);
    state.tell('message', { chat, message: data.message, fresh: false, quiet: true });
  },
  poll: (state, data, event) => {
    if (state.isHistory(event)) return;
    const chat = state.chatWith(data.chat);
    chat.messages.set(data.message.message_id, data.message);
    state.tell('message', { chat, message: data.message, fresh: false, quiet: true });
  },
  delete: (state, data) => {
    const chat = state.chatWith(data.chat);
    chat.messages.delete(data.message_id);
    state.tell('gone', { chat, id: data.message_id });
    state.tell('chats');
  },
  reaction: (state, data) => {
    const chat = state.chatWith(data.chat);
    setReaction(chat, data.message_id, data.user, data.reactions);
    const message = chat.messages.get(data.message_id);
    if (message) state.tell('message', { chat, message, fresh: false, quiet: true });
  },
  chat_action: (state, data, event) => {
    if (state.isHistory(event)) return;
    // Telegram shows an action for five seconds or until the message comes.
    const chat = state.chatWith(data.chat);
    chat.typingUntil = Date.now() + 5000;
    chat.typingText = '';
    state.tell('typing', { chat });
  },
  draft: (state, data, event) => {
    if (state.isHistory(event)) return;
    const chat = state.chatWith(data.chat);
    chat.typingUntil = Date.now() + 30000;
    chat.typingText = data.text ?? '';
    state.tell('typing', { chat });
  },
  keyboard: (state, data) => {
    const chat = state.chatWith(data.chat);
    chat.keyboard = data.reply_markup.keyboard ? data.reply_markup : null;
    state.tell('keyboard', { chat });
  },
  membership: (state, data) => {
    const chat = state.chatWith(data.chat);
    if (chat.isPrivate) chat.blocked = data.status === 'kicked';
    else if (data.status === 'member') chat.bots.add(data.bot);
    else chat.bots.delete(data.bot);
    state.tell('chats');
    state.tell('membership', { chat });
  },
  call: (state, data, event) => {
    if (!state.bot.has_called) {
      state.bot.has_called = true;
      state.tell('status');
    }
    state.tell('call', { call: data, at: event.at });
  },
  update: (state, data, event) => state.tell('call', { update: data, at: event.at }),
  status: (state, data) => {
    state.status = data.state;
    state.tell('status');
  },
  understood: (state, data) => state.tell('understood', data),
  journey: (state, data, event) => state.tell('journey', { ...data, quiet: state.isHistory(event) }),
};

function setVote(chat, message, user, options) {
  const all = chat.votes.get(message) ?? new Map();
  if (options.length) all.set(user, options);
  else all.delete(user);
  chat.votes.set(message, all);
}

function setReaction(chat, message, user, emojis) {
  const all = chat.reactions.get(message) ?? new Map();
  if (emojis.length) all.set(user, emojis);
  else all.delete(user);
  chat.reactions.set(message, all);
}
