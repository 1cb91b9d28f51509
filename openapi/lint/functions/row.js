// No two rows of a table may have the same key.

import { isMap } from './contract.mjs';

/** `by` lists the fields of the key. */
export default function row(table, { by }, { path }) {
  if (!Array.isArray(table)) return [];
  const found = [];
  const first = new Map();
  for (const [index, entry] of table.entries()) {
    if (!isMap(entry)) continue;
    const key = by.map((field) => entry[field]).filter((value) => value !== undefined).join(' with ');
    if (first.has(key)) {
      const message = `There is already a row for ${key}, number ${first.get(key) + 1}; merge the two rows.`;
      found.push({ path: [...path, index], message });
    } else first.set(key, index);
  }
  return found;
}
