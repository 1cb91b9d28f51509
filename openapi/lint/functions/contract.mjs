// Reads an unresolved contract. The rules follow references themselves, so that each finding keeps its position.

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

export const entries = (value) => (isMap(value) ? Object.entries(value) : []);

export const rows = (value) => (Array.isArray(value) ? value.filter(isMap) : []);

/** Follows a reference, and any chain of references. Returns the target and its path. */
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

/** The responses of an operation, by status. `path` is the definition, `listed` the entry in the operation. */
export function* responses(root, { operation, path }) {
  for (const [status, response] of entries(operation.responses)) {
    const listed = [...path, 'responses', status];
    const { value, path: place } = follow(root, response, listed);
    yield { status, response: value, path: place, listed };
  }
}

/** The optional query parameters. Tools that send requests take the example of such a parameter as its value. */
export function* optionalQueries(root) {
  const listed = [...operations(root)].flatMap(({ operation, path }) => {
    return rows(operation.parameters).map((parameter, index) => ({ parameter, path: [...path, 'parameters', index] }));
  });
  const named = entries(root.components?.parameters).map(([name, parameter]) => ({ parameter, path: ['components', 'parameters', name] }));
  for (const { parameter, path } of [...named, ...listed]) {
    if (isMap(parameter) && parameter.in === 'query' && !parameter.required) yield { parameter, path };
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

/** Every schema in the file, with its path: named, in a parameter, in a header, in a body, or inside another schema. */
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

/** Maps whose keys are names chosen by an author, not keywords. */
const NAMES = [
  'callbacks', 'examples', 'headers', 'links', 'parameters', 'properties', 'requestBodies', 'responses', 'schemas',
  'securitySchemes', 'variables',
];

export const isExtension = (key, path) => String(key).startsWith('x-') && !NAMES.includes(path.at(-1));

/** Whether a key holds the value of an example. */
export function isExample(key, path) {
  return (key === 'example' && !NAMES.includes(path.at(-1))) || (key === 'value' && path.at(-2) === 'examples');
}

/** Whether a path is inside an example or an extension. `x-extensions` is text for readers, so it does not count. */
export function inData(path) {
  const holds = (key, index) => isExample(key, path.slice(0, index)) || isExtension(key, path.slice(0, index));
  return path[0] !== 'x-extensions' && path.some(holds);
}
