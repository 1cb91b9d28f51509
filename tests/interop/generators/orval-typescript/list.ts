import type { AxiosError, AxiosResponse } from 'axios';
import { LoginMethod, createUserToken, type IamErrorResponse } from './iam.js';
import { EngineName, listHtapDataStore, type ErrorResponse } from './htap.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;
const LIMIT = 30_000; // milliseconds for a whole call, with the body of the response


// Options of one call: every status is a response and not an exception, and the limit starts now.
const options = () => ({ validateStatus: () => true, signal: AbortSignal.timeout(LIMIT) });

/** Ends the program with one sentence. */
function fail(server: string, { status, headers }: AxiosResponse, reason = 'the body is not as documented'): never {
  const id = headers['x-request-id'] ?? 'none';
  console.error(`${server} returned status ${status} (request ID: ${id}): ${reason}`);
  process.exit(1);
}
const lost = (server: string) => ({ response, code, message }: AxiosError) => {
  if (response) fail(server, response, message);
  console.error(`${server} sent no complete response: ${code} ${message}`);
  process.exit(1);
};

const user = { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } };
const login = await createUserToken(
  {
    auth: {
      identity: { methods: [LoginMethod.password], password: { user } },
      scope: { project: { name: HW_PROJECT_NAME } },
    },
  },
  undefined,
  { baseURL: IAM_ENDPOINT, ...options() },
).catch(lost('IAM'));
// The token is in a response header, not in the body.
const token: string | undefined = login.headers['x-subject-token']?.trim();
const projectId = login.data?.token?.project?.id;
if (!token || !projectId) {
  const { error, error_msg } = (login.data ?? {}) as IamErrorResponse;
  fail('IAM', login, error?.message ?? error_msg);
}

const headers = {
  'X-Auth-Token': token,
  // The service requires this header on every request, even without a body.
  'Content-Type': 'application/json',
};
async function list(projectId: string, engine: EngineName) {
  const settings = { baseURL: HTAP_ENDPOINT, headers, ...options() };
  const response = await listHtapDataStore(projectId, engine, settings).catch(lost('The service'));
  const error = (response.data ?? {}) as Partial<ErrorResponse>;
  return { response, text: error.error_code && `${error.error_code} ${error.error_msg}` };
}

for (const engine of Object.values(EngineName)) {
  const { response, text } = await list(projectId, engine);
  // TypeScript does not check types at run time.
  const rows = response.status === 200 && response.data?.datastores;
  if (!rows || !rows.every((row) => row?.name && row.kernel_version)) fail('The service', response, text);
  for (const row of rows) console.log(engine, row.name, row.kernel_version);
}

const { response, text } = await list('0123456789abcdef0123456789abcdef', EngineName.StarRocks);
if (response.status !== 403 || !text) fail('The service', response, text);
console.log(response.status, text);
