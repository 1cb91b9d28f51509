// Renders Markdown. Headings are links to themselves, and names of the contract are links to their descriptions.

import markdown from 'markdown-it';

const renderer = markdown({ html: false, linkify: false });
const { rules } = renderer.renderer;

export const escape = renderer.utils.escapeHtml;

/** Renders a text. `names` has the address of each name, `ids` the anchors of the headings. */
export function rendered(text, { names = {}, ids = [] } = {}) {
  return renderer.render(text, { names, ids: [...ids] }).replaceAll('<pre>', '<pre class="plain" tabindex="0">');
}

/** Renders a text that is one paragraph or less. */
export const inline = (text, { names = {} } = {}) => renderer.renderInline(text, { names });

/** The anchors of the headings of a text, without that of its title. All languages use those of the English text. */
export function anchors(text) {
  const tokens = renderer.parse(text, {});
  return tokens.flatMap(({ type, tag }, index) => (type === 'heading_open' && tag !== 'h1' ? [slug(tokens[index + 1].content)] : []));
}

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^-|-$/g, '');

/** A heading that is a link to itself. */
export const heading = (level, id, html, tail = '') => `<h${level} id="${id}"><a class="anchor" href="#${id}">${html}</a>${tail}</h${level}>`;

rules.heading_open = (tokens, index, options, env, self) => {
  env.isLink = true;
  const id = tokens[index].tag === 'h1' ? undefined : env.ids?.shift();
  env.isAnchored = id !== undefined;
  if (!env.isAnchored) return self.renderToken(tokens, index, options);
  return `<${tokens[index].tag} id="${id}"><a class="anchor" href="#${id}">`;
};
rules.heading_close = (tokens, index, options, env) => {
  env.isLink = false;
  return `${env.isAnchored ? '</a>' : ''}</${tokens[index].tag}>\n`;
};
rules.link_open = (tokens, index, options, env, self) => {
  env.isLink = true;
  return self.renderToken(tokens, index, options);
};
rules.link_close = (tokens, index, options, env, self) => {
  env.isLink = false;
  return self.renderToken(tokens, index, options);
};
rules.code_inline = (tokens, index, options, env) => {
  const name = tokens[index].content;
  const code = `<code>${escape(name)}</code>`;
  return !env.isLink && Object.hasOwn(env.names ?? {}, name) ? `<a href="${env.names[name]}">${code}</a>` : code;
};

// On a phone, each cell shows the name of its column.
rules.table_open = (tokens, index, options, env) => {
  env.columns = [];
  return '<div class="wide" role="group" tabindex="0"><table class="cards">\n';
};
rules.table_close = () => '</table></div>\n';
rules.th_open = (tokens, index, options, env) => {
  env.columns.push(tokens[index + 1].content);
  return '<th scope="col">';
};
rules.tr_open = (tokens, index, options, env) => {
  env.column = 0;
  return '<tr>\n';
};
rules.td_open = (tokens, index, options, env) => {
  const column = env.columns[env.column];
  env.column += 1;
  return env.column === 1 ? '<td>' : `<td data-label="${escape(column)}">`;
};

/** Code with a button that copies it. */
export function code(text, words, name = '') {
  const label = name ? ` aria-label="${escape(name)}"` : '';
  return `<div class="code"><pre class="plain" tabindex="0"${label && ` role="group"${label}`}><code>${escape(text.trimEnd())}</code></pre><button type="button" data-copy hidden>${escape(words.copy)}</button></div>`;
}
