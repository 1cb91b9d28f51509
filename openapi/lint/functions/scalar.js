// A scalar must have a name and an example. A scalar is a schema that is not an object, an array or a composition. That of
// an optional query parameter needs neither: house-optional-query forbids the example, so it cannot share a named scalar.

import { follow, optionalQueries, schemas } from './contract.mjs';

/** `must` is `be named` or `have an example`. */
export default function scalar(root, { must }) {
  const found = [];
  const exempt = new Set([...optionalQueries(root)].map(({ parameter, path }) => follow(root, parameter.schema, [...path, 'schema']).path.join('/')));
  for (const { schema, path, named } of schemas(root)) {
    if (!isScalar(schema) || exempt.has(path.join('/'))) continue;
    if (must === 'be named' && !named) {
      const place = path.slice(-3).join('.');
      const message = `The scalar at “${place}” has no name; make it a component, and refer to the component.`;
      found.push({ path, message });
    }
    if (must === 'have an example' && named && schema.example === undefined) {
      const message = `The scalar \`${path.at(-1)}\` has no example; add a realistic one that contains no real data.`;
      found.push({ path, message });
    }
  }
  return found;
}

function isScalar(schema) {
  const isComposed = ['$ref', 'allOf', 'anyOf', 'oneOf', 'properties', 'items'].some((key) => key in schema);
  return !isComposed && schema.type !== 'object' && schema.type !== 'array';
}
