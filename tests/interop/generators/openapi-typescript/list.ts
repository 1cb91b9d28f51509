import createClient from 'openapi-fetch';
import type { paths as Iam } from './iam.js';
import { EngineName, type paths as Htap } from './htap.js';

const { IAM_ENDPOINT, HTAP_ENDPOINT, HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_PROJECT_NAME } =
  process.env as Record<string, string>;

const iam = createClient<Iam>({ baseUrl: IAM_ENDPOINT });
const login = await iam.POST('/v3/auth/tokens', {
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
if (!login.data) throw new Error(login.error.error?.message ?? login.error.error_msg);

const htap = createClient<Htap>({
  baseUrl: HTAP_ENDPOINT,
  headers: {
    // The token is in a response header, not in the body.
    'X-Auth-Token': login.response.headers.get('X-Subject-Token'),
    // The service requires this header on every request, even without a body.
    'Content-Type': 'application/json',
  },
});
const list = (projectId: string, engine: EngineName) =>
  htap.GET('/v3/{project_id}/htap/datastores/{engine_name}', {
    params: { path: { project_id: projectId, engine_name: engine } },
  });

for (const engine of Object.values(EngineName)) {
  const { data, error } = await list(login.data.token.project!.id, engine);
  if (!data) throw new Error(error.error_msg);
  for (const row of data.datastores) console.log(engine, row.name, row.kernel_version);
}

const { error, response } = await list('0123456789abcdef0123456789abcdef', EngineName.StarRocks);
if (error) console.log(response.status, error.error_code, error.error_msg);
