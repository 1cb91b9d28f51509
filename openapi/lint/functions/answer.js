// An answer is read as it comes: a constraint on one of its fields would fail the whole of it over one odd value.

import { answers, entries, follow, inner, isMap, operations } from './contract.mjs';

const CONSTRAINTS = [
  'pattern', 'enum', 'format', 'default', 'minLength', 'maxLength',
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf',
  'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'additionalProperties',
];

export default function answer(root) {
  const found = [];
  const seen = new Set();
  function visit(schema, path, where) {
    const { value, path: place } = follow(root, schema, path);
    if (!isMap(value) || seen.has(place.join('/'))) return;
    seen.add(place.join('/'));
    for (const key of CONSTRAINTS.filter((key) => key in value)) {
      const message = `\`${key}\` constrains a field in ${where}; remove it, one odd value would fail the whole.`;
      found.push({ path: [...place, key], message });
    }
    for (const { schema: part, path: below } of inner(value, place)) visit(part, below, where);
  }
  for (const called of operations(root)) {
    for (const { status, answer, path } of answers(root, called)) {
      const where = `the answer ${status} of \`${called.name}\``;
      for (const [type, media] of entries(answer?.content)) {
        visit(media?.schema, [...path, 'content', type, 'schema'], where);
      }
      for (const [name, header] of entries(answer?.headers)) {
        const { value, path: place } = follow(root, header, [...path, 'headers', name]);
        visit(value?.schema, [...place, 'schema'], where);
      }
    }
  }
  return found;
}
