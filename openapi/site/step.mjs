// Checks that the Chinese and English pages have the same headings, code, tables, links and parts, and the same words.

/** Returns a message for each difference. */
export function outOfStep(pages, history, words) {
  const problems = [];
  const compare = (file, english, chinese) => {
    const [wanted, found] = [shape(english), shape(chinese)];
    for (const [part, list] of Object.entries(wanted)) {
      const missing = list.filter((item) => !found[part].includes(item));
      const surplus = found[part].filter((item) => !list.includes(item));
      if (list.length !== found[part].length || missing.length > 0) {
        problems.push(`${file}:1: differs from the English in its ${part}: expected ${list.length}, found ${found[part].length}; missing: ${missing.join(' ') || 'none'}; unexpected: ${surplus.join(' ') || 'none'}`);
      }
    }
  };
  for (const [page, english] of Object.entries(pages['en-us'])) compare(`openapi/site/pages/zh-cn/${page}.md`, english, pages['zh-cn'][page]);
  compare('openapi/CHANGELOG.zh-cn.md', history['en-us'], history['zh-cn']);
  const keys = (value) => Object.entries(value).flatMap(([key, child]) => (typeof child === 'object' ? keys(child).map((name) => `${key}.${name}`) : [key]));
  const [english, chinese] = [keys(words['en-us']), keys(words['zh-cn'])];
  for (const key of english.filter((key) => !chinese.includes(key))) problems.push(`openapi/site/words.yaml:1: \`zh-cn\` lacks \`${key}\`; add it`);
  for (const key of chinese.filter((key) => !english.includes(key))) problems.push(`openapi/site/words.yaml:1: \`en-us\` lacks \`${key}\`; add it`);
  return problems;
}

/** The parts of a page that must be the same in both languages. */
function shape(text) {
  return {
    headings: (text.match(/^#+/gm) ?? []).map(String),
    parts: text.match(/^\{\{[\w-]+\}\}$/gm) ?? [],
    code: (text.match(/`[^`\n]+`/g) ?? []).sort(),
    links: (text.match(/\]\([^)]+\)/g) ?? []).sort(),
    'list items': (text.match(/^\s*(?:-|\d+\.|\|)/gm) ?? []).map((item) => item.trim()),
  };
}
