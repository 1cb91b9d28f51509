// A request or response body must be JSON only, with a named schema. A 204 response must have no body.

import { entries, follow, isMap, operations, responses } from './contract.mjs';

export default function body(root) {
  const found = new Map();
  for (const called of operations(root)) {
    for (const { what, holder, path, mustBeEmpty } of bodies(root, called)) {
      const wrong = mustBeEmpty ? holder?.content && 'content, which this status does not allow' : fault(holder);
      if (!wrong) continue;
      const message = `The body of ${what} of \`${called.name}\` has ${wrong}`;
      const action = mustBeEmpty ? 'remove it' : 'give it `application/json` only, with a `$ref` as its schema';
      found.set(path.join('/'), { path, message: `${message}; ${action}.` });
    }
  }
  return [...found.values()];
}

function* bodies(root, called) {
  if (isMap(called.operation.requestBody)) {
    const { value, path } = follow(root, called.operation.requestBody, [...called.path, 'requestBody']);
    yield { what: 'the request', holder: value, path };
  }
  for (const { status, response, path } of responses(root, called)) {
    yield { what: `the response ${status}`, holder: response, path, mustBeEmpty: status === '204' };
  }
}

function fault(holder) {
  const types = entries(holder?.content).map(([type]) => type);
  if (types.length === 0) return 'no content';
  if (types.some((type) => type !== 'application/json')) return types.join(' and ');
  return typeof holder.content['application/json']?.schema?.$ref === 'string' ? null : 'a schema without a name';
}
