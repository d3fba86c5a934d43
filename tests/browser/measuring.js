// What is measured inside the page: `measure('contrast' | 'names' | 'overflow')` returns what there is or what is wrong.
// Lives here: looking at the page as it is. Never here: changing it, or what is good enough (test_looking.py).

(what) => {
  // Colours are read through a canvas, which knows every notation.
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const known = new Map();

  function read(colour) {
    if (!known.has(colour)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  }

  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);

  // WCAG 2.2, relative luminance and contrast ratio.
  function luminance(colour) {
    const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.slice(0, 3).map((value) => part(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ratio(one, other) {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** What is painted behind an element. A gradient counts as the wall it is. */
  function behind(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      layers.push(read(style.backgroundColor));
      if (layers.at(-1)[3] === 1) break;
      if (style.backgroundImage.includes('gradient')) layers.push(read(style.getPropertyValue('--wall')));
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255, 1]);
  }

  function isRead(element, text) {
    if (!text || /^\p{Emoji_Presentation}+$/u.test(text)) return false;
    if (element.closest('script, style, noscript, .unseen, .skip')) return false;
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  /** Every visible text with the contrast it has. */
  function contrast() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent.trim();
      if (isRead(element, text)) {
        const under = behind(element);
        const colour = over(read(getComputedStyle(element).color), under);
        found.push({ text: text.slice(0, 40), contrast: Math.round(ratio(colour, under) * 100) / 100 });
      }
    }
    return found;
  }

  const told = (element) => element.outerHTML.slice(0, 90);

  function words(element) {
    const said = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent;
      if (node.getAttribute?.('aria-hidden') === 'true') return '';
      return node.getAttribute?.('aria-label') ?? words(node);
    };
    return [...element.childNodes].map(said).join('').trim();
  }

  function nameOf(element) {
    const others = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    return (
      element.getAttribute('aria-label') ||
      others.map((other) => other?.textContent ?? '').join('') ||
      [...(element.labels ?? [])].map(words).join('') ||
      words(element)
    );
  }

  const NAMED = [
    'button, a, input:not([aria-hidden=true]), textarea, select, dialog, nav, aside, article',
    '[role=button], [role=tab], [role=option], [role=menuitem], [role=menu], [role=log], [role=listbox], [role=group]',
  ].join(', ');
  const REFERENCES = ['aria-controls', 'aria-labelledby', 'aria-describedby', 'for'];
  const NESTED = 'button button, a button, button a, a a, button [role=button]';

  /** Controls without a name, ids used twice, references to nowhere, orders of focus by number, and the like. */
  function names() {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const nameless = all(NAMED).filter((element) => element.checkVisibility() && !nameOf(element));
    const ids = all('[id]').map((element) => element.id);
    const lost = REFERENCES.flatMap((name) =>
      all(`[${name}]`).filter((element) =>
        element
          .getAttribute(name)
          .split(' ')
          .some((id) => !document.getElementById(id)),
      ),
    );
    const strangers = all('[role=listbox]:not([hidden]) > :not([role=option], [role=presentation])');
    return [
      ...nameless.map((element) => `no name: ${told(element)}`),
      ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `twice: ${id}`),
      ...lost.map((element) => `leads nowhere: ${told(element)}`),
      ...all('[tabindex]')
        .filter((element) => element.tabIndex > 0)
        .map((element) => `tabindex: ${told(element)}`),
      ...all(NESTED).map((element) => `nested: ${told(element)}`),
      ...strangers.map((element) => `in a listbox: ${told(element)}`),
      ...(document.documentElement.lang ? [] : ['no language']),
      ...(all('h1').length === 1 ? [] : ['not one h1']),
    ];
  }

  /** Elements that reach beyond the window, and a window that scrolls sideways. */
  function overflow() {
    const beyond = [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility() && !element.closest('.unseen, .skip, svg'))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
      });
    const sideways = document.documentElement.scrollWidth > innerWidth;
    return [...beyond.map(told), ...(sideways ? ['the window scrolls sideways'] : [])];
  }

  return { contrast, names, overflow }[what]();
};
