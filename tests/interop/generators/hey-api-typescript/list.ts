import { createUserToken } from './iam/index.js';
import { listHtapDataStore, type EngineName, type ErrorResponse } from './htap/index.js';
import { client } from './htap/client.gen.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;
const LIMIT = 30_000; // milliseconds for a whole call, with the body of the response

// The last response: an exception about the body of a response does not contain the response.
let seen: Response | undefined;
const limited: typeof fetch = async (request) => {
  seen = undefined;
  return (seen = await fetch(request, { signal: AbortSignal.timeout(LIMIT) }));
};

/** Ends the program with one sentence. */
function fail(server: string, reason: string): never {
  const id = seen?.headers.get('X-Request-Id') ?? 'none';
  const outcome = seen ? `returned status ${seen.status} (request ID: ${id})` : 'sent no complete response';
  console.error(`${server} ${outcome}: ${reason}`);
  process.exit(1);
}

/** Describes an exception or a typed error. */
function text(error: unknown) {
  if (error instanceof Error && !(error instanceof SyntaxError)) return String(error.cause ?? error);
  const { error_code, error_msg } = (error ?? {}) as Partial<ErrorResponse>;
  return error_code ? `${error_code} ${error_msg}` : 'the body is not as documented';
}

const login = await createUserToken({
  baseUrl: IAM_ENDPOINT,
  fetch: limited,
  body: {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } } },
      },
      scope: { project: { name: HW_PROJECT_NAME } },
    },
  },
}).catch((error) => fail('IAM', text(error)));
// The token is in a response header, not in the body.
const token = login.response?.headers.get('X-Subject-Token')?.trim();
const projectId = login.data?.token?.project?.id;
if (!token || !projectId) {
  fail('IAM', login.error?.error?.message ?? login.error?.error_msg ?? text(login.error));
}

client.setConfig({
  baseUrl: HTAP_ENDPOINT,
  fetch: limited,
  // The contract defines two security schemes. Return the token only for the one with the header X-Auth-Token.
  auth: ({ name }) => (name === 'X-Auth-Token' ? token : undefined),
});
// The service requires this header on every request, even without a body.
client.interceptors.request.use((request) => {
  request.headers.set('Content-Type', 'application/json');
  return request;
});

const list = (projectId: string, engine: EngineName) =>
  listHtapDataStore({ path: { project_id: projectId, engine_name: engine } })
    .catch((error) => fail('The service', text(error)));

for (const engine of ['star-rocks', 'click-house'] as const) {
  const { data, error } = await list(projectId, engine);
  // TypeScript does not check types at run time.
  if (!data?.datastores?.every((row) => row?.name && row.kernel_version)) fail('The service', text(error));
  for (const row of data.datastores) console.log(engine, row.name, row.kernel_version);
}

const { error, response } = await list('0123456789abcdef0123456789abcdef', 'star-rocks');
if (response?.status !== 403 || !error?.error_code) fail('The service', text(error));
console.log(response.status, error.error_code, error.error_msg);
