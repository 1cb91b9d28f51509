import { Configuration as IamConfiguration, LoginMethod, TokensApi } from './iam/index.js';
import {
  Configuration, EngineName, ErrorResponseFromJSON, HTAPEngineResourcesApi, ResponseError,
} from './htap/index.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;

const user = { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } };
const login = await new TokensApi(new IamConfiguration({ basePath: IAM_ENDPOINT })).createUserTokenRaw({
  createUserTokenRequest: {
    auth: {
      identity: { methods: [LoginMethod.Password], password: { user } },
      scope: { project: { name: HW_PROJECT_NAME } },
    },
  },
});
const { token } = await login.value();

const configuration = new Configuration({
  basePath: HTAP_ENDPOINT,
  headers: {
    // The token is in a response header, not in the body.
    'X-Auth-Token': login.raw.headers.get('X-Subject-Token')!,
    // The service requires this header on every request, even without a body.
    'Content-Type': 'application/json',
  },
});
const htap = new HTAPEngineResourcesApi(configuration);

for (const engineName of Object.values(EngineName)) {
  const { datastores } = await htap.listHtapDataStore({ projectId: token.project!.id, engineName });
  for (const row of datastores) console.log(engineName, row.name, row.kernelVersion);
}

try {
  await htap.listHtapDataStore({ projectId: '0123456789abcdef0123456789abcdef', engineName: EngineName.StarRocks });
} catch (refused) {
  if (!(refused instanceof ResponseError)) throw refused;
  const error = ErrorResponseFromJSON(await refused.response.json());
  console.log(refused.response.status, error.errorCode, error.errorMsg);
}
