// The examples of the fields of an error must be values of an error example of the same contract.

import { entries, follow, isMap, operations, responses, rows } from './contract.mjs';

export default function shown(root) {
  const values = new Map();
  function visit(schema, path, value) {
    const { value: target, path: place } = follow(root, schema, path);
    if (!isMap(target)) return;
    for (const [name, member] of entries(target.properties)) {
      visit(member, [...place, 'properties', name], value?.[name]);
    }
    for (const [index, part] of rows(target.allOf).entries()) visit(part, [...place, 'allOf', index], value);
    if (target.example === undefined) return;
    const known = values.get(place.join('/')) ?? { path: [...place, 'example'], example: target.example, all: [] };
    if (value !== undefined) known.all.push(value);
    values.set(place.join('/'), known);
  }
  for (const called of operations(root)) {
    for (const { status, response, path } of responses(root, called)) {
      if (status < '400') continue;
      for (const [type, media] of entries(response?.content)) {
        for (const [name, example] of entries(media?.examples)) {
          const { value } = follow(root, example, [...path, 'content', type, 'examples', name]);
          visit(media.schema, [...path, 'content', type, 'schema'], value?.value);
        }
      }
    }
  }
  return [...values.values()].filter(({ example, all }) => !all.includes(example)).map(({ path, example }) => {
    return { path, message: `The example ${example} is in no error example of this contract; write a value of one of them.` };
  });
}
