// The frame of all pages: head, navigation and footer.

import { escape } from './markdown.mjs';

/** The first language is at the root of the site, the others are in folders with their names. */
export const LANGUAGES = { 'en-us': { folder: '', tag: 'en', name: 'English' }, 'zh-cn': { folder: 'zh-cn/', tag: 'zh-CN', name: '中文' } };

/** The pages run scripts of their own host only, and send requests only to it and to a sandbox on the reader's machine. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' http://127.0.0.1:* http://localhost:*; base-uri 'self'; form-action 'none'";

/** The path from a page of a language to the root of the site. */
export const up = (language) => (LANGUAGES[language].folder ? '../' : '');

/** Puts the content of a page into the frame. `base` is the URL of the site, if the build knows it. */
export function frame({ language, words, base }, page, content, { scripts = [], styles = [], isFound = true } = {}) {
  const { folder, tag } = LANGUAGES[language];
  // A host sends the page of a missing address at any depth, so its links start at the URL of the site, if the build knows it.
  const isAbsolute = !isFound && base;
  const root = isAbsolute ? '' : up(language);
  const [[otherLanguage, other]] = Object.entries(LANGUAGES).filter(([name]) => name !== language);
  const href = `${root}${other.folder}${isFound ? page : 'index'}.html`;
  const items = Object.entries(words.pages).map(
    ([name, title]) => `<li><a href="${isAbsolute ? folder : ''}${name}.html"${name === page ? ' aria-current="page"' : ''}>${escape(title)}</a></li>`,
  );
  const title = `${isFound ? words.pages[page] : words.missing.title} · ${words.title}`;
  const description = isFound ? words.descriptions[page] : words.missing.text;
  const sheets = ['page', ...styles].map((name) => `<link rel="stylesheet" href="${root}assets/${name}.css">`);
  const programs = ['page', ...scripts].map((name) => `<script defer src="${root}assets/${name}.js"></script>`);
  return `<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
${isAbsolute ? `<base href="${escape(base)}">\n` : ''}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escape(title)}</title>
<meta name="description" content="${escape(description)}">
<meta property="og:title" content="${escape(title)}">
<meta property="og:description" content="${escape(description)}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="${escape(words.title)}">
<meta property="og:locale" content="${tag.replace('-', '_')}">
${isFound ? addresses(base, language, page, words) : '<meta name="robots" content="noindex">'}
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
${[...sheets, ...programs].join('\n')}
</head>
<body data-copied="${escape(words.copied)}" data-by-hand="${escape(words.copy_by_hand)}">
<a class="skip" href="#content">${escape(words.skip)}</a>
<header>
<p class="title">${escape(words.title)}</p>
<nav aria-label="${escape(words.menu)}"><ul>${items.join('')}</ul></nav>
<a class="language" href="${href}" lang="${other.tag}" hreflang="${other.tag}">${LANGUAGES[otherLanguage].name}</a>
</header>
<main id="content" tabindex="-1">
${content}
</main>
<footer><p>${escape(words.footer)}</p></footer>
</body>
</html>
`;
}

/** The address of a page. That of the first page is the folder. */
export const address = (base, language, page) => `${base}${LANGUAGES[language].folder}${page === 'index' ? '' : `${page}.html`}`;

/** The links for search engines. They are absolute, so they need the URL of the site. */
function addresses(base, language, page, words) {
  if (!base) return '';
  const own = escape(address(base, language, page));
  const alternates = Object.entries(LANGUAGES).map(([name, { tag }]) => `<link rel="alternate" hreflang="${tag}" href="${escape(address(base, name, page))}">`);
  return [
    `<link rel="canonical" href="${own}">`,
    `<meta property="og:url" content="${own}">`,
    ...alternates,
    `<link rel="alternate" hreflang="x-default" href="${escape(address(base, 'en-us', page))}">`,
    `<link rel="alternate" type="application/atom+xml" title="${escape(words.pages.changelog)}" href="${up(language)}${LANGUAGES[language].folder}changelog.xml">`,
  ].join('\n');
}
