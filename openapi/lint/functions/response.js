// Responses must have no constraints, because one unexpected value would make the whole response invalid.

import { entries, follow, inner, isMap, operations, responses } from './contract.mjs';

const CONSTRAINTS = [
  'pattern', 'enum', 'format', 'default', 'minLength', 'maxLength',
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf',
  'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'additionalProperties',
];

export default function response(root) {
  const found = [];
  const seen = new Set();
  function visit(schema, path, where) {
    const { value, path: place } = follow(root, schema, path);
    if (!isMap(value) || seen.has(place.join('/'))) return;
    seen.add(place.join('/'));
    for (const key of CONSTRAINTS.filter((key) => key in value)) {
      const message = `\`${key}\` constrains a field in ${where}; remove it, because one unexpected value would make the whole response invalid.`;
      found.push({ path: [...place, key], message });
    }
    for (const { schema: part, path: below } of inner(value, place)) visit(part, below, where);
  }
  for (const called of operations(root)) {
    for (const { status, response, path } of responses(root, called)) {
      const where = `the response ${status} of \`${called.name}\``;
      for (const [type, media] of entries(response?.content)) {
        visit(media?.schema, [...path, 'content', type, 'schema'], where);
      }
      for (const [name, header] of entries(response?.headers)) {
        const { value, path: place } = follow(root, header, [...path, 'headers', name]);
        visit(value?.schema, [...place, 'schema'], where);
      }
    }
  }
  return found;
}
