// The chat page: puts its parts together and keeps them up to date.
// Lives here: the start, the connection, keys that hold everywhere. Never here: anything a part does.

import { Acts } from './acts.js';
import { Api } from './api.js';
import { Calls } from './calls.js';
import { Chats } from './chats.js';
import { Composer } from './composer.js';
import { byId, sign } from './dom.js';
import { Journeys } from './journeys.js';
import { Log } from './log.js';
import { Panel } from './panel.js';
import { State } from './state.js';
import { listen } from './stream.js';
import { startTheme } from './theme.js';
import { Understood } from './understood.js';

/** The bot that people talk to: the one in the address, or the one that has called, or the first. */
async function findBot(api) {
  const wanted = Number(new URLSearchParams(location.search).get('bot'));
  const { bots } = await api.get('/bots');
  return bots.find((bot) => bot.user.id === wanted) ?? bots.find((bot) => bot.has_called) ?? bots[0];
}

/** Somebody to be, somebody else, and a group of both: whoever comes first finds them, others find what is there. */
async function invite(api) {
  const { people } = await api.get('/people');
  if (people.length) return people;
  const sari = await api.post('/people', { name: 'Sari' });
  const budi = await api.post('/people', { name: 'Budi' });
  await api.post('/groups', { title: 'Grup belajar', members: [sari.id, budi.id] });
  return [sari, budi];
}

async function start() {
  startTheme();
  const state = new State();
  const api = new Api();
  state.bot = await findBot(api);
  api.botId = state.bot.user.id;
  state.startedAt = (await api.get('/clock')).now;
  for (const person of await invite(api)) state.addPerson(person);

  const acts = new Acts(state, api, {
    write: (text) => composer.fill(text),
    refer: (kind, message) => composer.refer(kind, message),
    show: (id) => log.show(id),
  });
  const log = new Log(state, acts);
  const composer = new Composer(state, acts);
  const chats = new Chats(state, api, acts);
  const panel = new Panel();
  const parts = [new Understood(state), new Calls(state, api), new Journeys(state, api), panel, chats];
  void parts;

  for (const { chat } of (await api.get('/chats')).chats) await chats.load(chat.id);
  await chats.load(Number([...state.people.keys()][0]));
  state.become(Number(sessionStorage.getItem('me')) || [...state.people.keys()][0]);
  followLink(state);
  state.on('people', () => sessionStorage.setItem('me', String(state.me)));
  state.on('profile', () => refreshBot(state, api));
  state.on('status', () => drawNotice(state));
  listen(
    (event) => state.take(event),
    (is) => connected(state, api, is),
  );
  if (innerWidth > 719) focusWhereOneWrites();
}

/** `?start=payload` in the address, as t.me/BOT?start=payload would open the app. */
function followLink(state) {
  const payload = new URLSearchParams(location.search).get('start');
  if (payload === null || !/^[\w-]{0,64}$/.test(payload)) return;
  history.replaceState(null, '', location.pathname);
  state.chatWith(state.me).start = payload;
  state.look(state.me);
}

let asking = 0;
function refreshBot(state, api) {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const { bots } = await api.get('/bots');
    const found = bots.find((bot) => bot.user.id === state.bot.user.id);
    const before = JSON.stringify([state.bot.user, state.bot.commands, state.bot.texts]);
    if (!found || JSON.stringify([found.user, found.commands, found.texts]) === before) return;
    state.bot = found;
    state.tell('profile');
    state.tell('chats');
  }, 150);
}

let wasLost = false;
async function connected(state, api, is) {
  if (!is) {
    wasLost = true;
    drawNotice(state, 'Sambungan ke tempat mencoba putus. Mencoba lagi …');
    return;
  }
  drawNotice(state);
  if (!wasLost) return;
  wasLost = false;
  const { people } = await api.get('/people');
  // It was started anew and knows nobody here any more.
  if (!people.some((person) => person.id === state.me)) location.reload();
}

function drawNotice(state, broken = '') {
  const notice = byId('notice');
  const text =
    broken ||
    (state.status === 'loading'
      ? 'Bot sedang menyiapkan jawaban. Tulis saja dulu; pesanmu dijawab begitu ia siap.'
      : '');
  notice.hidden = !text;
  notice.classList.toggle('bad', Boolean(broken));
  if (notice.textContent !== text) notice.textContent = text;
}

function focusWhereOneWrites() {
  (byId('write-form').hidden ? byId('begin-button') : byId('write')).focus();
}

function startKeys() {
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    focusWhereOneWrites();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target.closest?.('#log')) focusWhereOneWrites();
  });
  byId('down').append(sign('down'));
}

startKeys();
start().catch((error) => {
  byId('notice').hidden = false;
  byId('notice').classList.add('bad');
  byId('notice').textContent = `Halaman ini tidak bisa dimulai: ${error.message}`;
  throw error;
});
