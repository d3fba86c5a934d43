// Everything that happens in the playground, as it happens.
// Lives here: the event stream and what is known about the connection. Never here: what an event means.

const KINDS = [
  'bot',
  'person',
  'group',
  'profile',
  'message',
  'edit',
  'delete',
  'draft',
  'keyboard',
  'chat_action',
  'press',
  'vote',
  'poll',
  'reaction',
  'membership',
  'call',
  'update',
  'status',
  'understood',
  'journey',
];

/** Call `take` with each event, from the first that is still kept; `connected` with true or false. */
export function listen(take, connected) {
  const source = new EventSource(`/control/events?since=0&kinds=${KINDS.join(',')}`);
  for (const kind of KINDS) source.addEventListener(kind, (event) => take(JSON.parse(event.data)));
  source.addEventListener('open', () => connected(true));
  source.addEventListener('error', () => connected(false));
  addEventListener('pagehide', () => source.close());
}
