// For programs that read documentation: the index `llms.txt`, and the table of operations.

import { address } from './frame.mjs';
import { escape, inline } from './markdown.mjs';
import { operations, PAGES } from './names.mjs';

/** The operations of both contracts, as a list. */
export function agents({ edition, names, words }) {
  const items = Object.values(PAGES).flatMap((name) =>
    operations(edition[name]).map(({ id, method, path, summary }) => `<li><a href="${names[id]}"><code>${id}</code></a>${words.colon}${inline(summary)}<br><code>${method} ${escape(path)}</code></li>`),
  );
  return `<ul>${items.join('\n')}</ul>`;
}

/** Returns `llms.txt`: what the site has, for each page one line. With the URL of the site, its addresses are absolute. */
export function llms({ base = '', words, edition }) {
  const at = (path) => (base ? new URL(path, base).href : path);
  const contract = (name) => `- [${name}.yaml](${at(`${name}.yaml`)}): ${edition[name].info.description.split('\n')[0]}`;
  const operation = (page) => ({ id, method, path, summary }) => `- [${id}](${at(`${page}.html#${id}`)}): ${summary}. \`${method} ${path}\``;
  return `# ${words.title}

> ${words.descriptions.index}

${words.agents_start}

## OpenAPI

${Object.values(PAGES).map(contract).join('\n')}

## Operations

${Object.entries(PAGES).flatMap(([page, name]) => operations(edition[name]).map(operation(page))).join('\n')}

## Pages

${Object.keys(words.pages).map((page) => `- [${words.pages[page]}](${base ? address(base, 'en-us', page) : `${page}.html`}): ${words.descriptions[page]}`).join('\n')}
`;
}
