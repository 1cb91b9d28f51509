import { createUserToken } from './iam/index.js';
import { listHtapDataStore, type EngineName } from './htap/index.js';
import { client } from './htap/client.gen.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;

const login = await createUserToken({
  baseUrl: IAM_ENDPOINT,
  throwOnError: true,
  body: {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: HW_USER_NAME, password: HW_USER_PASSWORD, domain: { name: HW_DOMAIN_NAME } } },
      },
      scope: { project: { name: HW_PROJECT_NAME } },
    },
  },
});

// The token is in a response header, not in the body.
const token = login.response.headers.get('X-Subject-Token') ?? undefined;
client.setConfig({
  baseUrl: HTAP_ENDPOINT,
  // The contract defines two security schemes. Return the token only for the one with the header X-Auth-Token.
  auth: ({ name }) => (name === 'X-Auth-Token' ? token : undefined),
});
// The service requires this header on every request, even without a body.
client.interceptors.request.use((request) => {
  request.headers.set('Content-Type', 'application/json');
  return request;
});

const list = (projectId: string, engine: EngineName) =>
  listHtapDataStore({ path: { project_id: projectId, engine_name: engine } });

for (const engine of ['star-rocks', 'click-house'] as const) {
  const { data, error } = await list(login.data.token.project!.id, engine);
  if (!data) throw new Error(error.error_msg);
  for (const row of data.datastores) console.log(engine, row.name, row.kernel_version);
}

const { error, response } = await list('0123456789abcdef0123456789abcdef', 'star-rocks');
if (error) console.log(response.status, error.error_code, error.error_msg);
