// What an operation answers when it fails: the generator makes one type of all its errors.

import { answers, entries, follow, operations } from './contract.mjs';

export default function failure(root) {
  const found = [];
  for (const called of operations(root)) {
    const places = new Set();
    for (const { status, answer, path } of answers(root, called)) {
      if (status.startsWith('2')) continue;
      for (const [type, media] of entries(answer?.content)) {
        places.add(follow(root, media?.schema, [...path, 'content', type, 'schema']).path.join('/'));
      }
    }
    if (places.size < 2) continue;
    const names = [...places].map((place) => place.split('/').at(-1)).join(', ');
    const message = `\`${called.name}\` has ${places.size} error schemas (${names}); give all its errors the same one.`;
    found.push({ path: [...called.path, 'responses'], message });
  }
  return found;
}
