import { Configuration, ErrorResponseFromJSON, HTAPEngineResourcesApi } from './out/htap/index.js';
import { shown } from './shown.mjs';

const { URL: basePath, PROJECT: projectId, ENGINE: engineName, CURE } = process.env;
const api = new HTAPEngineResourcesApi(new Configuration({ basePath, headers: { 'X-Auth-Token': 'token' } }));
const options = CURE.includes('signal') ? { signal: AbortSignal.timeout(1000) } : undefined;
try {
  let status = '-', id = '-', answer;
  if (CURE.includes('Raw')) {
    const { raw, value } = await api.listHtapDataStoreRaw({ projectId, engineName }, options).then(async (a) => ({ raw: a.raw, value: await a.value() }));
    [status, id, answer] = [raw.status, raw.headers.get('X-Request-Id'), value];
  } else {
    answer = await api.listHtapDataStore({ projectId, engineName }, options);
  }
  console.log('ok', status, shown(answer), id);
} catch (error) {
  // The exception has the response, whose body the caller parses.
  const { response } = error;
  const body = await response?.json().then(ErrorResponseFromJSON).catch(() => undefined);
  console.log('error', error.constructor.name, response?.status ?? '-', body?.errorCode ?? '-', response?.headers.get('X-Request-Id') ?? '-');
}
