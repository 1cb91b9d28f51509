import { isAxiosError } from 'axios';
import { listHtapDataStore } from './out/htap.js';
import { shown } from './shown.mjs';

const { URL: baseURL, PROJECT, ENGINE, CURE } = process.env;
const project = CURE.includes('encodeURIComponent') ? encodeURIComponent(PROJECT) : PROJECT;
const options = { baseURL, headers: { 'X-Auth-Token': 'token' } };
if (CURE.includes('timeout')) options.timeout = 1000;
try {
  const { data, status, headers } = await listHtapDataStore(project, ENGINE, options);
  const failed = CURE.includes('Array.isArray') && !Array.isArray(data?.datastores);
  const id = headers['x-request-id'] ?? '-';
  if (failed) console.log('error', 'check', status, '-', id);
  else console.log('ok', status, shown(data), id);
} catch (error) {
  const response = isAxiosError(error) ? error.response : undefined;
  console.log('error', error.constructor.name, response?.status ?? '-', response?.data?.error_code ?? '-', response?.headers['x-request-id'] ?? '-');
}
