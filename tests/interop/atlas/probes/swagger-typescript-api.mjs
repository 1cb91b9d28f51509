import { Htap } from './out/htap.js';
import { shown } from './shown.mjs';

const { URL: baseUrl, PROJECT, ENGINE, CURE } = process.env;
const client = new Htap({ baseUrl, baseApiParams: { format: 'json', headers: { 'X-Auth-Token': 'token' } } });
const project = CURE.includes('encodeURIComponent') ? encodeURIComponent(PROJECT) : PROJECT;
const options = CURE.includes('signal') ? { signal: AbortSignal.timeout(1000) } : {};
try {
  const { data, error, status, headers } = await client.v3.listHtapDataStore(project, ENGINE, options);
  const id = headers.get('X-Request-Id') ?? '-';
  if (error) console.log('error', error.constructor.name, status, error.error_code ?? '-', id);
  else console.log('ok', status, shown(data), id);
} catch (error) {
  console.log('error', error.constructor.name, '-', '-', '-');
}
