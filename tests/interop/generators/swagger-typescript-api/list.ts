import { Iam, LoginMethod } from './iam.js';
import { EngineName, Htap, type ErrorResponse } from './htap.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;
const LIMIT = 30_000; // milliseconds for a whole call, with the body of the response

// The last response: an exception about the body of a response does not contain the response.
let seen: Response | undefined;
const limited: typeof fetch = async (url, init) => {
  seen = undefined;
  return (seen = await fetch(url, { ...init, signal: AbortSignal.timeout(LIMIT) }));
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

// Without a format, the client does not read the response body.
const iam = new Iam({ baseUrl: IAM_ENDPOINT, customFetch: limited, baseApiParams: { format: 'json' } });
const user = { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } };
const login = await iam.v3.createUserToken({
  auth: {
    identity: { methods: [LoginMethod.Password], password: { user } },
    scope: { project: { name: HW_PROJECT_NAME } },
  },
}).catch((error) => fail('IAM', text(error)));
// The token is in a response header, not in the body.
const token = login.headers.get('X-Subject-Token')?.trim();
const projectId = login.data?.token?.project?.id;
if (!token || !projectId) {
  fail('IAM', login.error?.error?.message ?? login.error?.error_msg ?? text(login.error));
}

const htap = new Htap({
  baseUrl: HTAP_ENDPOINT,
  customFetch: limited,
  baseApiParams: {
    format: 'json',
    headers: {
      'X-Auth-Token': token,
      // The service requires this header on every request, even without a body.
      'Content-Type': 'application/json',
    },
  },
});
const list = (projectId: string, engine: EngineName) =>
  htap.v3.listHtapDataStore(projectId, engine).catch((error) => fail('The service', text(error)));

for (const engine of Object.values(EngineName)) {
  const { data, error } = await list(projectId, engine);
  // TypeScript does not check types at run time.
  if (!data?.datastores?.every((row) => row?.name && row.kernel_version)) fail('The service', text(error));
  for (const row of data.datastores) console.log(engine, row.name, row.kernel_version);
}

const { error, status } = await list('0123456789abcdef0123456789abcdef', EngineName.StarRocks);
if (status !== 403 || !error?.error_code) fail('The service', text(error));
console.log(status, error.error_code, error.error_msg);
