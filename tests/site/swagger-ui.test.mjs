// Swagger UI with the contracts, unchanged but for the server: "Execute" sends what a person sets, and asks for the language
// of the edition.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { built, LANGUAGES, open, SANDBOX, source } from './browser.mjs';

const UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const PAGE = '<!doctype html><meta charset="utf-8"><title>Swagger UI</title><link rel="icon" href="data:,"><link rel="stylesheet" href="swagger-ui.css"><div id="ui"></div><script src="swagger-ui-bundle.js"></script>';

/** The requests of the operations, for each its query and its language. No field of their forms is touched. */
async function sent(t, contract, ids) {
  const { page, problems } = await open(t, SANDBOX, 'index.html');
  await page.route('**/swagger-ui/*', (route) => {
    const file = basename(new URL(route.request().url()).pathname);
    return route.fulfill(file === 'page.html' ? { contentType: 'text/html', body: PAGE } : { path: join(UI, file) });
  });
  await page.goto(`${SANDBOX}/swagger-ui/page.html`);
  await page.evaluate((spec) => {
    const ui = SwaggerUIBundle({ dom_id: '#ui', spec, onComplete: () => ui.preauthorizeApiKey('UserToken', 'sandbox-token') });
  }, { ...contract, servers: [{ url: SANDBOX }] });
  const requests = {};
  for (const id of ids) {
    const block = page.locator(`[id$=-${id}]`);
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    const answered = page.waitForResponse((response) => response.url().startsWith(`${SANDBOX}/v3/`));
    await block.getByRole('button', { name: 'Execute' }).click();
    const response = await answered;
    assert.equal(response.status(), 200, id);
    const request = response.request();
    requests[id] = [new URL(request.url()).search, request.headers()['x-language']];
  }
  assert.deepEqual(problems, []);
  return requests;
}

test('Swagger UI sends no filter that a person did not set', async (t) => {
  const iam = source('iam');
  const filtered = Object.values(iam.paths).map(({ get }) => get).filter((operation) => operation?.parameters?.some(({ $ref }) => $ref.endsWith('Filter')));
  const ids = filtered.map(({ operationId }) => operationId);
  assert.ok(ids.includes('ListProjects'), ids);
  assert.deepEqual(await sent(t, iam, ids), Object.fromEntries(ids.map((id) => [id, ['', undefined]])));
});

for (const language of Object.keys(LANGUAGES)) {
  test(`Swagger UI with the edition ${language} asks the service for ${language}`, async (t) => {
    assert.deepEqual(await sent(t, built('taurusdb-htap', language), ['ListHtapDataStore']), { ListHtapDataStore: ['', language] });
  });
}
