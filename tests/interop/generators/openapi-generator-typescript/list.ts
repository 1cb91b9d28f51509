import { Configuration as IamConfiguration, IamErrorResponseFromJSON, LoginMethod, TokensApi } from './iam/index.js';
import {
  Configuration, EngineName, ErrorResponseFromJSON, HTAPEngineResourcesApi, type ErrorResponse,
} from './htap/index.js';

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

/** Returns the JSON of an error response. Ends the program if an exception has another cause. */
async function json(server: string, { name, cause, response }: any) {
  const body = await response?.json().catch(() => undefined);
  if (!body) fail(server, cause ? String(cause.cause ?? cause) : name === 'TimeoutError' ? name : UNDOCUMENTED);
  return body;
}
const UNDOCUMENTED = 'the body is not as documented';

const user = { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } };
const tokens = new TokensApi(new IamConfiguration({ basePath: IAM_ENDPOINT, fetchApi: limited }));
const login = await tokens.createUserTokenRaw({
  createUserTokenRequest: {
    auth: {
      identity: { methods: [LoginMethod.Password], password: { user } },
      scope: { project: { name: HW_PROJECT_NAME } },
    },
  },
}).catch(async (thrown) => {
  const { error, errorMsg } = IamErrorResponseFromJSON(await json('IAM', thrown));
  fail('IAM', error?.message ?? errorMsg ?? UNDOCUMENTED);
});
// The token is in a response header, not in the body.
const token = login.raw.headers.get('X-Subject-Token')?.trim();
const projectId = (await login.value().catch((thrown) => json('IAM', thrown)))?.token?.project?.id;
if (!token || !projectId) fail('IAM', UNDOCUMENTED);

const htap = new HTAPEngineResourcesApi(new Configuration({
  basePath: HTAP_ENDPOINT,
  fetchApi: limited,
  headers: {
    'X-Auth-Token': token,
    // The service requires this header on every request, even without a body.
    'Content-Type': 'application/json',
  },
}));
const list = (projectId: string, engineName: EngineName) =>
  htap.listHtapDataStore({ projectId, engineName }).then(
    (data) => ({ data, error: undefined }),
    async (thrown) => ({ data: undefined, error: ErrorResponseFromJSON(await json('The service', thrown)) }),
  );
const text = (error?: ErrorResponse) => (error?.errorCode ? `${error.errorCode} ${error.errorMsg}` : UNDOCUMENTED);

for (const engine of Object.values(EngineName)) {
  const { data, error } = await list(projectId, engine);
  // TypeScript does not check types at run time.
  if (!data?.datastores.every((row) => row?.name && row.kernelVersion)) fail('The service', text(error));
  for (const row of data.datastores) console.log(engine, row.name, row.kernelVersion);
}

const { error } = await list('0123456789abcdef0123456789abcdef', EngineName.StarRocks);
if (seen?.status !== 403 || !error?.errorCode) fail('The service', text(error));
console.log(seen.status, error.errorCode, error.errorMsg);
