// The status of an error code must be a status that can occur.

import { isMap, operations, rows } from './contract.mjs';

/** `elsewhere` lists the prefixes of other services' codes. The status table must explain the statuses of such codes. */
export default function status(root, { elsewhere }) {
  if (!Array.isArray(root['x-error-codes'])) return [];
  const returned = new Set([...operations(root)].flatMap(({ operation }) => Object.keys(operation.responses ?? {})));
  const explained = new Set(rows(root['x-status-codes']).map((row) => String(row.status)));
  const found = [];
  for (const [index, row] of root['x-error-codes'].entries()) {
    if (!isMap(row)) continue;
    const isElsewhere = elsewhere.some((prefix) => String(row.code).startsWith(prefix));
    if ((isElsewhere ? explained : returned).has(String(row.status))) continue;
    const who = isElsewhere ? '`x-status-codes` does not explain' : 'no operation returns';
    const message = `\`${row.code}\` has the status ${row.status}, which ${who}; add the status there, or correct the row.`;
    found.push({ path: ['x-error-codes', index, 'status'], message });
  }
  return found;
}
