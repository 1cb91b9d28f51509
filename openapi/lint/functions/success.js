// An operation must have exactly one success status, because the generator creates one success type per operation.

import { operations, responses } from './contract.mjs';

export default function success(root) {
  const found = [];
  for (const called of operations(root)) {
    const statuses = [...responses(root, called)].map(({ status }) => status).filter((status) => status.startsWith('2'));
    if (statuses.length === 1) continue;
    const kinds = statuses.length === 0 ? 'no success status' : `${statuses.length} success statuses (${statuses.join(', ')})`;
    const message = `\`${called.name}\` documents ${kinds}; keep exactly one 2xx.`;
    found.push({ path: [...called.path, 'responses'], message });
  }
  return found;
}
