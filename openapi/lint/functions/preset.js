// An example must be the default, because tools prefer the example and so would send another value than the default.

import { entries, follow, isMap, schemas } from './contract.mjs';

export default function preset(root) {
  const found = [];
  const check = (holder, path, standard) => {
    if (standard === undefined || holder.example === undefined || holder.example === standard) return;
    const message = `The example ${holder.example} differs from the default ${standard}; write the default, because tools send the example.`;
    found.push({ path: [...path, 'example'], message });
  };
  for (const { schema, path } of schemas(root)) check(schema, path, schema.default);
  for (const [name, parameter] of entries(root.components?.parameters)) {
    const path = ['components', 'parameters', name];
    if (isMap(parameter)) check(parameter, path, follow(root, parameter.schema, path).value?.default);
  }
  return found;
}
