// The tables must explain each status of an operation and each code in its examples.

import { entries, follow, operations, responses, rows } from './contract.mjs';

export default function explanation(root) {
  const found = new Map();
  const report = (path, message) => found.set(path.join('/'), { path, message });
  const statuses = rows(root['x-status-codes']).map((row) => String(row.status));
  const codes = rows(root['x-error-codes']).map((row) => `${row.code} with ${row.status}`);
  for (const called of operations(root)) {
    for (const { status, response, path, listed } of responses(root, called)) {
      if (statuses.length > 0 && !statuses.includes(status)) {
        report(listed, `\`${called.name}\` returns ${status}, which has no row in \`x-status-codes\`; add one.`);
      }
      for (const [name, example] of entries(response?.content?.['application/json']?.examples)) {
        const place = [...path, 'content', 'application/json', 'examples', name];
        const shown = follow(root, example, place);
        const code = shown.value?.value?.error_code;
        const key = `${code} with ${status}`;
        if (codes.length === 0 || code === undefined || codes.includes(key)) continue;
        report(shown.path, `The example \`${name}\` shows ${key}, which has no row in \`x-error-codes\`; add one.`);
      }
    }
  }
  return [...found.values()];
}
