import { Iam, LoginMethod } from './iam.js';
import { EngineName, Htap } from './htap.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;

// Without a format, the client does not read the response body.
const iam = new Iam({ baseUrl: IAM_ENDPOINT, baseApiParams: { format: 'json' } });
const user = { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } };
const login = await iam.v3.createUserToken({
  auth: {
    identity: { methods: [LoginMethod.Password], password: { user } },
    scope: { project: { name: HW_PROJECT_NAME } },
  },
});

const htap = new Htap({
  baseUrl: HTAP_ENDPOINT,
  baseApiParams: {
    format: 'json',
    headers: {
      // The token is in a response header, not in the body.
      'X-Auth-Token': login.headers.get('X-Subject-Token')!,
      // The service requires this header on every request, even without a body.
      'Content-Type': 'application/json',
    },
  },
});

for (const engine of Object.values(EngineName)) {
  const { data, error } = await htap.v3.listHtapDataStore(login.data.token.project!.id, engine);
  if (error) throw new Error(error.error_msg);
  for (const row of data.datastores) console.log(engine, row.name, row.kernel_version);
}

const { status, error } = await htap.v3.listHtapDataStore('0123456789abcdef0123456789abcdef', EngineName.StarRocks);
if (error) console.log(status, error.error_code, error.error_msg);
