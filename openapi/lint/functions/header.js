// A header that an answer must declare.

import { answers, entries, operations, rows } from './contract.mjs';

/**
 * `name` is the header, `statuses` a pattern of the statuses that need it. With `mentioned`, so does every answer whose
 * own text, or whose row in a table of the contract, speaks of the header.
 */
export default function header(root, { name, statuses, mentioned = false }) {
  const found = new Map();
  for (const called of operations(root)) {
    for (const { status, answer, path } of answers(root, called)) {
      const has = entries(answer?.headers).some(([key]) => key.toLowerCase() === name.toLowerCase());
      const needs = new RegExp(statuses).test(status);
      const speaks = mentioned && says(root, called.operation.operationId, status, answer, name);
      if (has || !(needs || speaks)) continue;
      const why = needs ? '' : ' that the contract speaks of there';
      const message = `\`${called.name}\` answers ${status} without the header \`${name}\`${why}`;
      found.set(path.join('/'), { path, message: `${message}; declare it under \`headers\`.` });
    }
  }
  return [...found.values()];
}

function says(root, operation, status, answer, name) {
  const table = [...rows(root['x-status-codes']), ...rows(root['x-error-codes'])];
  const own = table.filter((row) => String(row.status) === status && (row.operation ?? operation) === operation);
  const texts = [answer?.description, ...own.flatMap((row) => [row.meaning, row.action])];
  return texts.some((text) => typeof text === 'string' && text.includes(name));
}
