import { listHtapDataStore } from './out/htap/index.js';
import { client } from './out/htap/client.gen.js';
import { shown } from './shown.mjs';

const { URL: baseUrl, PROJECT: project_id, ENGINE: engine_name, CURE } = process.env;
client.setConfig({ baseUrl, auth: ({ name }) => (name === 'X-Auth-Token' ? 'token' : undefined) });
const options = CURE.includes('signal') ? { signal: AbortSignal.timeout(1000) } : {};
try {
  const { data, error, response } = await listHtapDataStore({ path: { project_id, engine_name }, ...options });
  const id = response?.headers.get('X-Request-Id') ?? '-';
  if (CURE.includes('Array.isArray') && !Array.isArray(data?.datastores)) console.log('error', 'check', response.status, '-', id);
  else if (error) console.log('error', error.constructor.name, response?.status ?? '-', error.error_code ?? '-', id);
  else console.log('ok', response.status, shown(data), id);
} catch (error) {
  console.log('error', error.constructor.name, '-', '-', '-');
}
