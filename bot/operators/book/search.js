// Search within the page, without a server: what is looked for is what stands on it.
// Lives here: reading the page once, ranking, showing results, keys. Never here: what the page says.
'use strict';
(() => {
  const MOST = 20;
  const find = document.querySelector('.find');
  const field = document.getElementById('cari');
  const list = document.getElementById('hasil');
  const status = document.getElementById('hasil-jumlah');

  const plain = (text) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase();
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** Everything that can be found: its heading, its text, and the words that people use for it. */
  const places = [...document.querySelectorAll('article[id], dl > div[id]')].map((element) => {
    const head = element.querySelector('h3, h4, h5, dt');
    const above = element.parentElement.closest('section').querySelector('h2, h3, h4');
    const part = element.closest('main > section').querySelector('h2');
    const under = [...new Set([part.textContent.trim(), above.textContent.trim()])].join(' › ');
    return {
      id: element.id,
      title: head.textContent.trim(),
      under,
      head: ` ${wordsOf(head.textContent).join(' ')} `,
      text: ` ${wordsOf(element.textContent).join(' ')} `,
      called: ` ${plain(element.dataset.find ?? '')} `,
    };
  });
  // Words that only ask.
  const ASKING = new Set(
    'apa itu apakah siapa bagaimana gimana yang di ke dari dan atau untuk tentang arti definisi adalah sih dong kah'.split(' '),
  );

  function worth(place, word) {
    if (place.head.includes(` ${word} `)) return 12;
    if (place.head.includes(` ${word}`)) return 8;
    if (place.called.includes(` ${word} `)) return 4;
    if (place.text.includes(` ${word} `)) return 3;
    return place.text.includes(` ${word}`) || place.called.includes(` ${word}`) ? 2 : 0;
  }

  /** The places that hold all words, or if there are none, those that hold the most of them; the best first. */
  function search(text) {
    const said = wordsOf(text);
    const words = said.filter((word) => !ASKING.has(word));
    const asked = words.length ? words : said;
    if (!asked.length) return [];
    const scored = places
      .map((place, order) => {
        const worths = asked.map((word) => worth(place, word));
        const whole = place.head.trim() === asked.join(' ') ? 20 : 0;
        return { place, order, held: worths.filter(Boolean).length, score: whole + worths.reduce((a, b) => a + b, 0) };
      })
      .filter((one) => one.held);
    const most = Math.max(0, ...scored.map((one) => one.held));
    return scored
      .filter((one) => one.held === most)
      .sort((a, b) => b.score - a.score || a.order - b.order)
      .map((one) => one.place);
  }

  function row(place) {
    const link = document.createElement('a');
    link.href = `#${place.id}`;
    link.textContent = place.title;
    const under = document.createElement('span');
    under.textContent = place.under;
    link.append(under);
    const item = document.createElement('li');
    item.append(link);
    return item;
  }

  function show() {
    const found = search(field.value);
    list.replaceChildren(...found.slice(0, MOST).map(row));
    list.hidden = !found.length;
    const more = found.length > MOST ? `, ${MOST} teratas ditampilkan` : '';
    const some = found.length ? `${found.length} hasil${more}` : 'Tidak ada hasil. Coba kata lain.';
    status.textContent = field.value.trim() ? some : '';
  }

  function clear() {
    field.value = '';
    show();
  }

  field.addEventListener('input', show);
  find.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') {
      clear();
      field.focus();
    } else if (event.key === 'Enter' && document.activeElement === field) {
      links[0]?.click();
    } else if (event.key === 'ArrowDown' && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
      event.preventDefault();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      (links[at - 1] ?? field).focus();
      event.preventDefault();
    }
  });
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    list.hidden = true;
    status.textContent = '';
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });
  // Without a script there is nothing to search with.
  find.hidden = false;
})();
