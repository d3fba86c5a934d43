// Making elements. Lives here: elements, icons, small questions about the page.
// Never here: markup from text. Whatever somebody wrote comes in through textContent only.

const SVG = 'http://www.w3.org/2000/svg';

// Drawn on a square of 24, in lines.
const SIGNS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  send: 'M4 12l16-8-6 16-3-6-7-2z',
  menu: 'M5 7h14M5 12h14M5 17h14',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4L14 7.6',
  panel: 'M4 5h16v14H4zM14 5v14',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1 1m12 12l1 1m0-14l-1 1M6 18l-1 1',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  reply: 'M10 7L5 12l5 5M5 12h8a6 6 0 0 1 6 6',
  pen: 'M4 20l1-4L16 5l3 3L8 19l-4 1z',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  link: 'M8 16L17 7M10 7h7v7',
  share: 'M4 12l8-7v4c6 0 8 4 8 10-2-4-4-5-8-5v5z',
  lamp: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9V16h7v-2.1A6 6 0 0 0 12 3z',
  photo: 'M4 6h16v12H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  voice: 'M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6 11a6 6 0 0 0 12 0M12 17v3',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  face: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9 10h.01M15 10h.01M8.5 14a4 4 0 0 0 7 0',
  stop: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11',
  group: 'M8.5 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c0-3 2-5 5-5s5 2 5 5M16 6a3 3 0 0 1 0 6M17 14c2 .5 4 2 4 5',
  eye: 'M3 12c3-5 6-7 9-7s6 2 9 7c-3 5-6 7-9 7s-6-2-9-7zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
};

/** An element with properties (class, data-*, aria-*, on…) and children (elements or texts). */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** A button that does `act`; its label is read out where it shows only a sign. */
export function button(label, act, properties = {}, ...children) {
  const shown = children.length ? children : [label];
  return el(
    'button',
    { type: 'button', 'aria-label': children.length ? label : null, ...properties, onclick: act },
    ...shown,
  );
}

export function sign(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'sign');
  svg.dataset.sign = name;
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SIGNS[name]);
  svg.append(path);
  return svg;
}

/** A bar filled to `share` of its length, with marks at other shares. */
export function bar(share, marks = []) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 100 7');
  svg.setAttribute('preserveAspectRatio', 'none');
  const place = (kind, x, width) => {
    const rect = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({
      class: kind,
      x,
      width,
      y: 0,
      height: 7,
      rx: kind === 'full' ? 3 : 0,
    })) {
      rect.setAttribute(name, value);
    }
    svg.append(rect);
  };
  place('full', 0, Math.max(0, Math.min(100, share * 100)));
  for (const mark of marks) place('mark', mark * 100 - 0.35, 0.7);
  return el('div', { class: 'bar', 'aria-hidden': 'true' }, svg);
}

export const byId = (id) => document.getElementById(id);

/** The initials of a name, for a round picture. */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return (
    words
      .slice(0, 2)
      .map((word) => [...word][0].toUpperCase())
      .join('') || '?'
  );
}

export const tint = (id) => `tint-${Math.abs(id) % 7}`;

export function avatar(name, id, extra = '') {
  return el('div', { class: `avatar ${tint(id)} ${extra}`.trim(), 'aria-hidden': 'true' }, initials(name));
}

/** Hours and minutes of a Unix time. */
export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit' });
}

/** Have a screen reader say something that is seen anyway. */
export function say(text) {
  byId('said').textContent = text;
}
