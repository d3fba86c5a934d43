// Links: which addresses may be opened, and which lead to a bot.
// Lives here: reading addresses. Never here: opening them.

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const TELEGRAM = new Set(['t.me', 'telegram.me']);

/** The address if it may be opened, "" otherwise. */
export function safe(address) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    return SCHEMES.has(new URL(whole).protocol) ? whole : '';
  } catch {
    return '';
  }
}

/** What t.me/NAME?start=PAYLOAD asks for: { name, start }, or null for any other address. */
export function telegramLink(address) {
  let url;
  try {
    url = new URL(safe(address));
  } catch {
    return null;
  }
  const name = url.pathname.slice(1);
  if (!TELEGRAM.has(url.hostname) || !/^\w{4,32}$/.test(name)) return null;
  return { name, start: url.searchParams.get('start') ?? '' };
}
