import createClient from 'openapi-fetch';
import { shown } from './shown.mjs';

const { URL: baseUrl, PROJECT: project_id, ENGINE: engine_name, CURE } = process.env;
const client = createClient({ baseUrl, headers: { 'X-Auth-Token': 'token' } });
const options = CURE.includes('signal') ? { signal: AbortSignal.timeout(1000) } : {};
try {
  const { data, error, response } = await client.GET('/v3/{project_id}/htap/datastores/{engine_name}', {
    params: { path: { project_id, engine_name } },
    ...options,
  });
  const id = response.headers.get('X-Request-Id') ?? '-';
  // As the generator's documentation has it: an error if `error` is set.
  if (CURE.includes('!response.ok') && (!response.ok || !data)) console.log('error', 'check', response.status, '-', id);
  else if (error) console.log('error', error.constructor.name, response.status, error.error_code ?? '-', id);
  else console.log('ok', response.status, shown(data), id);
} catch (error) {
  console.log('error', error.constructor.name, '-', '-', '-');
}
