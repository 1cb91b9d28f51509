// A header that a response must declare.

import { entries, operations, responses, rows } from './contract.mjs';

/**
 * `name` is the header. `statuses` is a pattern of the statuses that require it. With `mentioned`, each response also
 * requires the header if its description, or its row in a table of the contract, mentions the header.
 */
export default function header(root, { name, statuses, mentioned = false }) {
  const found = new Map();
  for (const called of operations(root)) {
    for (const { status, response, path } of responses(root, called)) {
      const has = entries(response?.headers).some(([key]) => key.toLowerCase() === name.toLowerCase());
      const needs = new RegExp(statuses).test(status);
      const isMentioned = mentioned && mentions(root, called.operation.operationId, status, response, name);
      if (has || !(needs || isMentioned)) continue;
      const why = needs ? '' : ' that the contract mentions there';
      const message = `\`${called.name}\` returns ${status} without the header \`${name}\`${why}`;
      found.set(path.join('/'), { path, message: `${message}; declare it under \`headers\`.` });
    }
  }
  return [...found.values()];
}

function mentions(root, operation, status, response, name) {
  const table = [...rows(root['x-status-codes']), ...rows(root['x-error-codes'])];
  const own = table.filter((row) => String(row.status) === status && (row.operation ?? operation) === operation);
  const texts = [response?.description, ...own.flatMap((row) => [row.meaning, row.action])];
  return texts.some((text) => typeof text === 'string' && text.includes(name));
}
