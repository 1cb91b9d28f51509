// "Try it" of the reference: on a page of the sandbox, and on a page of another host.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, LANGUAGES, open, SANDBOX, say, unusedPort, source, words } from './browser.mjs';

const { examples } = source('taurusdb-htap').components;
const PROJECT = examples.ExampleProject.value;

let elsewhere;
before(async () => (elsewhere = await host()));
after(() => elsewhere.close());

/** Presses a button of the renderer by its label in the language of the page. */
const press = (page, language, label) => page.getByRole('button', { name: say(language, label), exact: true }).first().click();

const response = (page) => page.locator('.live-responses-table').first();

/** Waits for a response with this status, and returns its text. */
async function responseWith(page, status) {
  await response(page).locator('.response-col_status', { hasText: String(status) }).waitFor();
  return response(page).innerText();
}

async function takeToken(page, language) {
  await page.getByRole('button', { name: words[language].sandbox.take }).click();
  const state = page.locator('#token-state');
  await state.filter({ hasText: /./ }).waitFor();
  return state.innerText();
}

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`in ${language}: a token, the versions of both engines, and a refused project ID`, async (t) => {
    const { page, problems } = await open(t, SANDBOX, `${folder}reference.html`);
    assert.ok(await page.getByText(words[language].sandbox.served).isVisible());
    assert.ok(!(await page.locator('#elsewhere').isVisible()));
    assert.equal(await takeToken(page, language), words[language].sandbox.taken.replace('{project}', PROJECT));

    await press(page, language, 'Execute');
    assert.ok((await responseWith(page, 200)).includes('3.1.6.0'));
    await page.getByRole('combobox', { name: 'engine_name' }).last().selectOption('click-house');
    await press(page, language, 'Execute');
    await response(page).getByText(versions('ClickHouse'), { exact: false }).first().waitFor();
    assert.deepEqual(problems, []);

    // The form accepts an invalid value, so that the service returns its error.
    await page.getByRole('textbox', { name: 'project_id' }).fill(PROJECT.replace('0154', '-154'));
    await press(page, language, 'Execute');
    assert.ok((await responseWith(page, 400)).includes('DBS.280001'));
  });

  test(`in ${language}: a wrong token is refused`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}reference.html`);
    await press(page, language, 'Authorize');
    const scheme = page.locator('.auth-container', { hasText: 'UserToken' });
    await scheme.getByRole('textbox').fill('of another day');
    await scheme.locator('.authorize').click();
    await scheme.getByText(say(language, 'Authorized'), { exact: true }).waitFor();
    await scheme.getByRole('button', { name: say(language, 'Close'), exact: true }).click();
    await press(page, language, 'Execute');
    assert.ok((await responseWith(page, 401)).includes('"error_code"'));
  });

  test(`in ${language}: the page of IAM returns a token`, async (t) => {
    const { page, problems } = await open(t, SANDBOX, `${folder}iam.html`);
    await press(page, language, 'Execute');
    const text = await responseWith(page, 201);
    assert.match(text, /x-subject-token: \S+/);
    assert.ok(text.includes(PROJECT));
    assert.deepEqual(problems, []);
  });

  test(`in ${language}: a page of another host can call the sandbox`, async (t) => {
    const { port } = new URL(SANDBOX);
    const { page } = await open(t, elsewhere.origin, `${folder}reference.html?sandbox=${port}`, { isRouted: false });
    assert.ok(await page.getByText(words[language].sandbox.elsewhere).isVisible());
    assert.ok(await page.getByText(`htap sandbox --port ${port}`, { exact: true }).isVisible());
    const origins = [];
    page.on('request', (request) => origins.push(new URL(request.url()).origin));
    assert.equal(await takeToken(page, language), words[language].sandbox.taken.replace('{project}', PROJECT));
    await press(page, language, 'Execute');
    const text = await responseWith(page, 200);
    assert.ok(text.includes('3.1.6.0'));
    assert.ok(text.includes('x-request-id'), 'the page cannot read all headers');
    assert.deepEqual([...new Set(origins)], [SANDBOX]);
  });

  test(`in ${language}: without a sandbox, the page shows a message with the endpoint`, async (t) => {
    const endpoint = `http://127.0.0.1:${await unusedPort()}`;
    const { page } = await open(t, elsewhere.origin, `${folder}reference.html?sandbox=${new URL(endpoint).port}`, { isRouted: false });
    assert.equal(await takeToken(page, language), words[language].sandbox.silent.replace('{endpoint}', endpoint));
  });
}

function versions(engine) {
  return examples[`${engine}Datastores`].value.datastores[0].kernel_version;
}

test('the port of the sandbox can be chosen, its host cannot', async (t) => {
  const endpoints = { '': 8080, '?sandbox=65535': 65535, '?sandbox=0': 8080, '?sandbox=65536': 8080, '?sandbox=80@example.com': 8080 };
  for (const [query, port] of Object.entries(endpoints)) {
    const { page, problems } = await open(t, elsewhere.origin, `reference.html${query}`, { isDrawn: false });
    assert.equal(await page.locator('.servers select').inputValue(), `http://127.0.0.1:${port}`, query);
    assert.ok(await page.getByText(`htap sandbox --port ${port}`, { exact: true }).isVisible(), query);
    assert.deepEqual(problems, []);
  }
});

test('only with the keyboard: skip the menu, get a token, make a call', async (t) => {
  const { page } = await open(t, SANDBOX, 'reference.html');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), words['en-us'].skip);
  assert.ok((await page.locator(':focus').boundingBox()).x >= 0);
  await page.keyboard.press('Enter');
  await page.locator('#content:focus').waitFor();
  await tabTo(page, '#take-token');
  await page.keyboard.press('Enter');
  await page.locator('#token-state').filter({ hasText: PROJECT }).waitFor();
  await tabTo(page, '.btn.execute');
  await page.keyboard.press('Enter');
  assert.ok((await responseWith(page, 200)).includes('3.1.6.0'));
});

/** Presses Tab until the element has the focus. A focus trap fails the test. */
async function tabTo(page, selector) {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} has no focus after 40 tabs`);
}
