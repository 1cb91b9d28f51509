// The dated changelog as a feed, and the map of the site. Both have absolute addresses, so they need the URL of the site.

import { address, LANGUAGES } from './frame.mjs';
import { anchors, escape, rendered } from './markdown.mjs';

/** Returns the entries of a changelog, each with its date. */
export function entries(text) {
  return text.split(/^(?=## )/m).slice(1).map((section) => {
    const [title, ...lines] = section.split('\n');
    const body = lines.join('\n').trim();
    return { title: title.slice(3), date: body.match(/\d{4}-\d{2}-\d{2}/)?.[0], body };
  });
}

/** Returns an Atom feed of a changelog. `english` is its English text, which has the anchors. */
export function feed({ base, language, words }, text, english) {
  const { tag } = LANGUAGES[language];
  const page = address(base, language, 'changelog');
  const ids = anchors(english);
  const list = entries(text).map((entry, index) => ({ ...entry, id: `${page}#${ids[index]}` }));
  const updated = list.map(({ date }) => date).sort().at(-1);
  const items = list.map(
    ({ title, date, id, body }) =>
      `<entry><title>${escape(title)}</title><id>${escape(id)}</id><link href="${escape(id)}"/><updated>${date}T00:00:00Z</updated><content type="html">${escape(rendered(body))}</content></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${tag}">
<title>${escape(words.title)}: ${escape(words.pages.changelog)}</title><id>${escape(page)}</id><link href="${escape(page)}"/><link rel="self" href="${escape(page.replace(/html$/, 'xml'))}"/>
<updated>${updated}T00:00:00Z</updated><author><name>${escape(words.authors)}</name></author>
${items.join('\n')}
</feed>
`;
}

/** Returns the map of the site, with the other languages of each page. */
export function sitemap(base, pages) {
  const urls = Object.keys(LANGUAGES).flatMap((language) => pages.map((page) => {
    const others = Object.entries(LANGUAGES).map(([name, { tag }]) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${escape(address(base, name, page))}"/>`);
    return `<url><loc>${escape(address(base, language, page))}</loc>${others.join('')}</url>`;
  }));
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`;
}
