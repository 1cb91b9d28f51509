// Writes examples of the contract as HTTP messages.

import { content, resolved } from './names.mjs';

/** The value that examples use for a parameter or a header. */
export function exampleOf(contract, { example, examples, schema }) {
  const [first] = Object.values(examples ?? {});
  return example ?? (first ? resolved(contract, first).value : resolved(contract, schema).example);
}

/** The URL of a server, with the default values of its variables. */
export function serverUrl({ url, variables = {} }) {
  return Object.entries(variables).reduce((text, [name, variable]) => text.replace(`{${name}}`, variable.default), url);
}

/** The name of the header for a token, if the operation accepts one. */
export function tokenHeaderOf(contract, operation) {
  const name = operation.security.flatMap(Object.keys).find((scheme) => contract.components.securitySchemes[scheme].name !== 'Authorization');
  return name && contract.components.securitySchemes[name].name;
}

/** A request with the values that the operation requires, and no others. */
export function request(contract, operation, example) {
  const required = operation.parameters.filter((parameter) => parameter.required);
  const value = (parameter) => exampleOf(contract, parameter);
  const path = required.filter((parameter) => parameter.in === 'path').reduce((text, parameter) => text.replace(`{${parameter.name}}`, value(parameter)), operation.path);
  const token = tokenHeaderOf(contract, operation);
  const needsToken = token && !operation.security.some((scheme) => Object.keys(scheme).length === 0);
  const headers = [
    `Host: ${new URL(serverUrl(operation.servers[0])).host}`,
    ...(needsToken ? [`${token}: MIIEXAMPLEUSERTOKEN`] : []),
    ...required.filter((parameter) => parameter.in === 'header').map((parameter) => `${parameter.name}: ${value(parameter)}`),
    // The service requires this header on every request, but OpenAPI cannot declare it as a parameter.
    'Content-Type: application/json',
  ];
  return message(`${operation.method} ${path} HTTP/1.1`, headers, example?.value);
}

/** A response with its documented headers. */
export function response(contract, { status, headers = {}, ...rest }, example, reason) {
  const body = content(contract, rest).schema ? ['Content-Type: application/json'] : [];
  const documented = Object.entries(headers).map(([name, header]) => `${name}: ${exampleOf(contract, resolved(contract, header))}`);
  return message(`HTTP/1.1 ${status}${reason ? ` ${reason}` : ''}`, [...body, ...documented], example?.value);
}

function message(start, headers, body) {
  return [start, ...headers, ...(body === undefined ? [] : ['', JSON.stringify(body, null, 2)])].join('\n');
}
