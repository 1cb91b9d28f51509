// A contract as it is written. References are followed here and not beforehand, so that each finding keeps its place.

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

export const entries = (value) => (isMap(value) ? Object.entries(value) : []);

export const rows = (value) => (Array.isArray(value) ? value.filter(isMap) : []);

/** Follows a reference, and the one it may lead to in turn: what is meant, and where that stands. */
export function follow(root, value, path) {
  const seen = new Set();
  while (isMap(value) && typeof value.$ref === 'string' && value.$ref.startsWith('#/') && !seen.has(value.$ref)) {
    seen.add(value.$ref);
    path = value.$ref.slice(2).split('/').map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
    value = path.reduce((node, key) => node?.[key], root);
  }
  return { value, path };
}

export function* operations(root) {
  for (const [route, item] of entries(root.paths)) {
    for (const method of METHODS.filter((method) => isMap(item?.[method]))) {
      const operation = item[method];
      yield { operation, name: operation.operationId ?? `${method} ${route}`, path: ['paths', route, method] };
    }
  }
}

/** What an operation can answer, by status; `path` is where the answer is written down, `listed` where it is named. */
export function* answers(root, { operation, path }) {
  for (const [status, response] of entries(operation.responses)) {
    const listed = [...path, 'responses', status];
    const { value, path: place } = follow(root, response, listed);
    yield { status, answer: value, path: place, listed };
  }
}

/** The schemas directly inside a schema. */
export function* inner(schema, path) {
  for (const [name, property] of entries(schema.properties)) {
    if (isMap(property)) yield { schema: property, path: [...path, 'properties', name] };
  }
  for (const key of ['items', 'not', 'additionalProperties']) {
    if (isMap(schema[key])) yield { schema: schema[key], path: [...path, key] };
  }
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    for (const [index, part] of rows(schema[key]).entries()) yield { schema: part, path: [...path, key, index] };
  }
}

/** Every schema of the file, where it is written: named, in a parameter, in a header, in a body, or inside another. */
export function* schemas(root) {
  function* within(schema, path) {
    yield { schema, path, named: path.length === 3 && path[1] === 'schemas' };
    for (const { schema: part, path: place } of inner(schema, path)) yield* within(part, place);
  }
  function* search(value, path) {
    if (value === null || typeof value !== 'object') return;
    for (const [key, child] of Object.entries(value)) {
      const place = [...path, Array.isArray(value) ? Number(key) : key];
      const isSchema = key === 'schema' || (path.length === 2 && path[0] === 'components' && path[1] === 'schemas');
      if (isSchema && isMap(child)) yield* within(child, place);
      else if (!isExample(key, path) && !isExtension(key, path)) yield* search(child, place);
    }
  }
  yield* search(root, []);
}

/** Maps whose keys are names that an author chose, not keywords. */
const NAMES = [
  'callbacks', 'examples', 'headers', 'links', 'parameters', 'properties', 'requestBodies', 'responses', 'schemas',
  'securitySchemes', 'variables',
];

export const isExtension = (key, path) => String(key).startsWith('x-') && !NAMES.includes(path.at(-1));

/** A value in an example, also where it stands alone. */
export function isExample(key, path) {
  return (key === 'example' && !NAMES.includes(path.at(-1))) || (key === 'value' && path.at(-2) === 'examples');
}

/** Whether a place is inside an example or an extension. The list of extensions is text for readers, so it is not. */
export function inData(path) {
  const holds = (key, index) => isExample(key, path.slice(0, index)) || isExtension(key, path.slice(0, index));
  return path[0] !== 'x-extensions' && path.some(holds);
}
