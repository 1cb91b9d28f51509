// All errors of an operation must have the same schema, because the generator creates one error type per operation.

import { entries, follow, operations, responses } from './contract.mjs';

export default function failure(root) {
  const found = [];
  for (const called of operations(root)) {
    const places = new Set();
    for (const { status, response, path } of responses(root, called)) {
      if (status.startsWith('2')) continue;
      for (const [type, media] of entries(response?.content)) {
        places.add(follow(root, media?.schema, [...path, 'content', type, 'schema']).path.join('/'));
      }
    }
    if (places.size < 2) continue;
    const names = [...places].map((place) => place.split('/').at(-1)).join(', ');
    const message = `\`${called.name}\` has ${places.size} error schemas (${names}); use the same schema for all its errors.`;
    found.push({ path: [...called.path, 'responses'], message });
  }
  return found;
}
