// A row of a table: no two rows may answer the same question.

import { isMap } from './contract.mjs';

/** `by` are the fields that tell rows apart. */
export default function row(table, { by }, { path }) {
  if (!Array.isArray(table)) return [];
  const found = [];
  const first = new Map();
  for (const [index, entry] of table.entries()) {
    if (!isMap(entry)) continue;
    const key = by.map((field) => entry[field]).filter((value) => value !== undefined).join(' with ');
    if (first.has(key)) {
      const message = `There is a row for ${key} already, number ${first.get(key) + 1}; make one row of the two.`;
      found.push({ path: [...path, index], message });
    } else first.set(key, index);
  }
  return found;
}
