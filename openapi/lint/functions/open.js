// The schema of a response must say that the provider can add fields. The keyword would be a constraint (house-response).

import { entries, follow, isMap, operations, responses } from './contract.mjs';

const SENTENCE = /can (add|have further) fields/;

export default function open(root) {
  const found = new Map();
  for (const called of operations(root)) {
    for (const { status, response, path } of responses(root, called)) {
      for (const [type, media] of entries(response?.content)) {
        const { value, path: place } = follow(root, media?.schema, [...path, 'content', type, 'schema']);
        if (!isMap(value) || SENTENCE.test(value.description)) continue;
        const message = `The body of the response ${status} of \`${called.name}\` does not say that it can grow; write “The service can add fields” in its description.`;
        found.set(place.join('/'), { path: place, message });
      }
    }
  }
  return [...found.values()];
}
