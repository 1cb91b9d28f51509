// A scalar: a schema that is no object, no list, and not put together from others.

import { schemas } from './contract.mjs';

/** `must` is `be named` or `have an example`. */
export default function scalar(root, { must }) {
  const found = [];
  for (const { schema, path, named } of schemas(root)) {
    if (!isScalar(schema)) continue;
    if (must === 'be named' && !named) {
      const place = path.slice(-3).join('.');
      const message = `A scalar without a name stands at “${place}”; make it a component, and refer to that.`;
      found.push({ path, message });
    }
    if (must === 'have an example' && named && schema.example === undefined) {
      const message = `The scalar \`${path.at(-1)}\` has no example; give it one that looks real and is not.`;
      found.push({ path, message });
    }
  }
  return found;
}

function isScalar(schema) {
  const isComposed = ['$ref', 'allOf', 'anyOf', 'oneOf', 'properties', 'items'].some((key) => key in schema);
  return !isComposed && schema.type !== 'object' && schema.type !== 'array';
}
