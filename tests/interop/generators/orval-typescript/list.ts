import { isAxiosError } from 'axios';
import { LoginMethod, createUserToken } from './iam.js';
import { EngineName, listHtapDataStore, type ErrorResponse } from './htap.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;

const user = { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } };
const login = await createUserToken(
  {
    auth: {
      identity: { methods: [LoginMethod.password], password: { user } },
      scope: { project: { name: HW_PROJECT_NAME } },
    },
  },
  undefined,
  { baseURL: IAM_ENDPOINT },
);

const options = {
  baseURL: HTAP_ENDPOINT,
  headers: {
    // The token is in a response header, not in the body.
    'X-Auth-Token': login.headers['x-subject-token'],
    // The service requires this header on every request, even without a body.
    'Content-Type': 'application/json',
  },
};

for (const engine of Object.values(EngineName)) {
  const { data } = await listHtapDataStore(login.data.token.project!.id, engine, options);
  for (const row of data.datastores) console.log(engine, row.name, row.kernel_version);
}

try {
  await listHtapDataStore('0123456789abcdef0123456789abcdef', EngineName.StarRocks, options);
} catch (refused) {
  if (!isAxiosError<ErrorResponse>(refused) || !refused.response) throw refused;
  const { status, data } = refused.response;
  console.log(status, data.error_code, data.error_msg);
}
