// An optional query parameter must have no example and no default, because tools send them as values.

import { follow, optionalQueries } from './contract.mjs';

export default function optional(root) {
  const found = new Map();
  for (const { parameter, path } of optionalQueries(root)) {
    const { value: schema, path: place } = follow(root, parameter.schema, [...path, 'schema']);
    const given = [...['example', 'examples'].map((key) => [parameter, path, key]), ...['example', 'default'].map((key) => [schema, place, key])];
    for (const [holder, where, key] of given.filter(([holder, , key]) => holder?.[key] !== undefined)) {
      const message = `\`${key}\` is sent as the value of the optional parameter \`${parameter.name}\`; remove it, and name a value in the description.`;
      found.set([...where, key].join('/'), { path: [...where, key], message });
    }
  }
  return [...found.values()];
}
