// Converts a contract to the formats of tools that send requests.

import { promisify } from 'node:util';
import postman from 'openapi-to-postmanv2';

/** Returns a Postman collection with variables for the token and the project. */
export async function postmanCollection(contract) {
  // Optional parameters are listed but not selected: a filter is sent only if a person selects it.
  const options = { enableOptionalParameters: false, folderStrategy: 'Tags', requestParametersResolution: 'Example', exampleParametersResolution: 'Example', includeAuthInfoInExample: false };
  const made = await promisify(postman.convert)({ type: 'json', data: structuredClone(contract) }, options);
  if (!made.result) throw new Error(`no Postman collection: ${made.reason}`);
  const collection = made.output[0].data;
  for (const { request, response } of requests(collection)) {
    // The converter makes up a value, a new one in each run, for each parameter without an example.
    for (const parameter of request.url.query.filter(({ disabled }) => disabled)) parameter.value = '';
    for (const { originalRequest } of response) originalRequest.url.query = request.url.query;
    // The header is mandatory, but OpenAPI cannot declare it for a request without a body, so the converter omits it.
    if (!request.header.some(({ key }) => key === 'Content-Type')) request.header.push({ key: 'Content-Type', value: 'application/json' });
  }
  // The converter creates new IDs in each run. Without them, the same contract produces the same file.
  return JSON.parse(JSON.stringify(collection, (key, value) => (['_postman_id', 'id'].includes(key) && /^[0-9a-f-]{36}$/.test(value) ? undefined : value)));
}

function* requests({ item }) {
  for (const child of item ?? []) {
    if (child.request) yield child;
    else yield* requests(child);
  }
}

/** Returns an HTTP request file for editors: a request for a token, then requests for the versions. */
export function httpFile({ iam, 'taurusdb-htap': service }) {
  const [login, list] = [operation(iam, 'CreateUserToken'), operation(service, 'ListHtapDataStore')];
  const examples = service.components.examples;
  const body = iam.components.examples.PasswordByProjectName.value;
  const requests = Object.keys(service.components.parameters.EngineName.examples).map((name) => {
    const path = list.path.replace('{project_id}', '{{project_id}}').replace('{engine_name}', examples[name].value);
    return `### ${list.summary}: ${examples[name].value}\n${list.method} {{endpoint}}${path}\n${service.components.securitySchemes.UserToken.name}: {{token}}\nContent-Type: application/json\n`;
  });
  return `# ${service.info.title} ${service.info.version}, generated from the contract. Replace the example values with your own.
@endpoint = ${service.servers[1].url}
@iam_endpoint = ${iam.servers[0].url}
@project_id = ${examples.ExampleProject.value}
# The value of the header ${tokenHeader(iam)} in the response to the first request.
@token = MII...

### ${login.summary}
${login.method} {{iam_endpoint}}${login.path}
Content-Type: application/json

${JSON.stringify(body, null, 2)}

${requests.join('\n')}`;
}

/** The header in which IAM returns a token. */
export const tokenHeader = (iam) => Object.keys(iam.components.responses.UserTokenCreated.headers)[0];

/** The path, method and summary of an operation. */
export function operation(contract, id) {
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const [method, { operationId, summary }] of Object.entries(item)) {
      if (operationId === id) return { path, method: method.toUpperCase(), summary };
    }
  }
  throw new Error(`no operation ${id}`);
}
