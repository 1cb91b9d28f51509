// What an operation answers when it succeeds: the generator makes one type of it.

import { answers, operations } from './contract.mjs';

export default function success(root) {
  const found = [];
  for (const called of operations(root)) {
    const statuses = [...answers(root, called)].map(({ status }) => status).filter((status) => status.startsWith('2'));
    if (statuses.length === 1) continue;
    const kinds = statuses.length === 0 ? 'no success' : `${statuses.length} kinds of success (${statuses.join(', ')})`;
    const message = `\`${called.name}\` documents ${kinds}; keep exactly one 2xx.`;
    found.push({ path: [...called.path, 'responses'], message });
  }
  return found;
}
