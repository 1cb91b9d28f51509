// The operations of a contract, its references, and the names in texts that are links.

/** The page of each contract. */
export const PAGES = { reference: 'taurusdb-htap', iam: 'iam' };

/** The value that a `$ref` stands for, or the value itself. */
export function resolved(contract, value) {
  return value?.$ref ? resolved(contract, value.$ref.slice(2).split('/').reduce((part, key) => part[key], contract)) : value;
}

/** The last part of a `$ref`. */
export const nameOf = (value) => value?.$ref?.split('/').pop();

/** Every operation of a contract, with its path, its method, and its lists without references. */
export function operations(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...operation,
      id: operation.operationId,
      path,
      method: method.toUpperCase(),
      parameters: (operation.parameters ?? []).map((parameter) => resolved(contract, parameter)),
      responses: Object.entries(operation.responses).map(([status, response]) => ({ status, ...resolved(contract, response) })),
      security: operation.security ?? contract.security ?? [],
      servers: operation.servers ?? contract.servers,
    })),
  );
}

/** The content of a request or a response: its schema, and its examples by name. */
export function content(contract, value) {
  const media = resolved(contract, value)?.content?.['application/json'];
  if (!media) return { examples: [] };
  const examples = Object.entries(media.examples ?? {}).map(([name, example]) => ({ name, ...resolved(contract, example) }));
  return { schema: media.schema, examples };
}

/** The schema of all errors of an operation. The house rules allow one. */
export function errorSchema(contract, operation) {
  const error = operation.responses.find(({ status }) => status >= 400);
  return content(contract, error).schema;
}

/** The address of each name that texts mention: operations, schemas of errors, error codes, and the tables of the contract. */
export function links(edition) {
  const found = {};
  for (const [page, name] of Object.entries(PAGES)) {
    for (const operation of operations(edition[name])) {
      found[operation.id] = `${page}.html#${operation.id}`;
      const schema = nameOf(errorSchema(edition[name], operation));
      found[schema] = `${page}.html#${schema}`;
    }
  }
  const service = edition['taurusdb-htap'];
  for (const { code, status } of service['x-error-codes']) found[code] ??= `errors.html#${code}-${status}`;
  for (const table of ['error-codes', 'status-codes']) found[`x-${table}`] = `errors.html#${table}`;
  return found;
}
