// The status of a row among the error codes: one that can occur.

import { isMap, operations, rows } from './contract.mjs';

/** `elsewhere` are beginnings of codes whose service has a contract of its own: of these the status table must know. */
export default function status(root, { elsewhere }) {
  if (!Array.isArray(root['x-error-codes'])) return [];
  const answered = new Set([...operations(root)].flatMap(({ operation }) => Object.keys(operation.responses ?? {})));
  const explained = new Set(rows(root['x-status-codes']).map((row) => String(row.status)));
  const found = [];
  for (const [index, row] of root['x-error-codes'].entries()) {
    if (!isMap(row)) continue;
    const isElsewhere = elsewhere.some((prefix) => String(row.code).startsWith(prefix));
    if ((isElsewhere ? explained : answered).has(String(row.status))) continue;
    const who = isElsewhere ? '`x-status-codes` does not explain' : 'no operation answers with';
    const message = `\`${row.code}\` comes with ${row.status}, which ${who}; add it there, or correct the row.`;
    found.push({ path: ['x-error-codes', index, 'status'], message });
  }
  return found;
}
