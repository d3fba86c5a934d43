// The control side over HTTP. Lives here: requests, and what is thrown when one is refused.
// Never here: what is asked for.

export class Refused extends Error {}

async function request(method, path, body) {
  let response;
  try {
    response = await fetch(`/control${path}`, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused('Tempat mencoba tidak bisa dihubungi.');
  }
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error ?? `Ditolak (${response.status}).`);
  return answer;
}

export class Api {
  /** `botId`: the bot that everything is about; 0 until it is known. */
  constructor(botId = 0) {
    this.botId = botId;
  }

  get(path, query = {}) {
    const asked = new URLSearchParams(this.botId ? { bot_id: this.botId, ...query } : query);
    return request('GET', `${path}?${asked}`);
  }

  post(path, body = {}) {
    // Faults and delays are about the wire, whoever calls.
    const isAboutBot = this.botId && /^\/(chats|groups)/.test(path);
    return request('POST', path, isAboutBot ? { bot_id: this.botId, ...body } : body);
  }

  remove(path) {
    return request('DELETE', path);
  }
}
