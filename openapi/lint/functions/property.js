// Each property must say what it is. A reference does so by the description of its target; other schemas need their own.

import { entries, schemas } from './contract.mjs';

export default function property(root) {
  const found = [];
  for (const { schema, path } of schemas(root)) {
    for (const [name, member] of entries(schema.properties)) {
      if (member?.$ref || member?.description) continue;
      found.push({ path: [...path, 'properties', name], message: `The property \`${name}\` has no description; say what it contains.` });
    }
  }
  return found;
}
