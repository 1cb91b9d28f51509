// "Try it" of the reference: on a page of the sandbox, and on a page of another host.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ELSEWHERE, host, LANGUAGES, launch, open, SANDBOX, unusedPort, source, words } from './browser.mjs';

const { examples } = source('taurusdb-htap').components;
const PROJECT = examples.ExampleProject.value;

let elsewhere;
before(async () => (elsewhere = await host()));
after(() => elsewhere.close());

/** The texts of the form in a language, with values for their variables. */
const say = (language, key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[language].try_it[key]);

/** Opens the form of an operation, and returns its parts. */
async function form(page, language, id = 'ListHtapDataStore') {
  await page.locator(`[data-try=${id}]`).click();
  const place = page.locator(`[data-form=${id}]`);
  const button = (name) => place.getByRole('button', { name, exact: true });
  await button(say(language, 'send')).waitFor();
  const output = place.getByRole('status');
  return {
    place,
    output,
    field: (name) => place.getByLabel(name, { exact: true }),
    send: () => button(say(language, 'send')).click(),
    take: () => button(say(language, 'take')).click(),
    says: (text) => output.filter({ hasText: text }).waitFor(),
  };
}

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`in ${language}: a token, the versions of both engines, a refused project ID, a wrong token`, async (t) => {
    const { page, problems } = await open(t, SANDBOX, `${folder}reference.html`);
    const { place, output, field, send, take, says } = await form(page, language);
    assert.ok((await place.innerText()).includes(say(language, 'served')));
    await take();
    await says(say(language, 'taken', { project: PROJECT }));
    const queries = [];
    page.on('request', (request) => queries.push([new URL(request.url()).search, request.headers()['x-language']]));
    await send();
    await says('3.1.6.0');
    assert.match(await output.innerText(), /200 OK[^]*x-request-id: /);
    await field('engine_name').selectOption('click-house');
    await field('X-Language').selectOption('zh-cn');
    await send();
    await says(examples.ClickHouseDatastores.value.datastores[0].kernel_version);
    // Only what a person sets is sent.
    assert.deepEqual(queries, [['', undefined], ['', 'zh-cn']]);
    assert.deepEqual(problems, []);

    // The form accepts an invalid value, so that the service returns its error.
    await field('project_id').fill(PROJECT.replace('0154', '-154'));
    await send();
    await says('DBS.280001');
    await field('project_id').fill('');
    await send();
    await says(say(language, 'missing', { name: 'project_id' }));
    await field('project_id').fill(PROJECT);
    await field(say(language, 'token')).fill('of another day');
    await send();
    await says(/401 Unauthorized[^]*"error_code"/);
  });

  test(`in ${language}: IAM returns a token, and the other operations of the page use it`, async (t) => {
    const { page, problems } = await open(t, SANDBOX, `${folder}iam.html`);
    const login = await form(page, language, 'CreateUserToken');
    await login.send();
    await login.says(/201 Created[^]*x-subject-token: \S+/);
    for (const [id, status] of [['ListProjects', 200], ['ShowToken', 200], ['DeleteToken', 204]]) {
      const { send, says } = await form(page, language, id);
      const query = page.waitForRequest((request) => request.method() !== 'OPTIONS');
      await send();
      await says(new RegExp(`\\D${status} [A-Z]`));
      assert.equal(new URL((await query).url()).search, '', id);
    }
    assert.deepEqual(problems, []);
  });

  test(`in ${language}: a real server is explained with a command, and gets no request`, async (t) => {
    const { page, problems } = await open(t, SANDBOX, `${folder}reference.html`);
    const { output, field, send } = await form(page, language);
    const sent = [];
    page.on('request', (request) => sent.push(request.url()));
    const url = 'https://gaussdb.ap-southeast-3.myhuaweicloud.com';
    await field(say(language, 'endpoint')).selectOption(url);
    assert.ok(!(await field(say(language, 'token')).isVisible()));
    await send();
    const text = await output.innerText();
    assert.ok(text.includes(say(language, 'real', { endpoint: url })));
    assert.ok(text.includes(`curl --include --request GET '${url}/v3/${PROJECT}/htap/datastores/star-rocks' \\\n  --header "X-Auth-Token: $HW_AUTH_TOKEN"`), text);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.deepEqual([sent, problems], [[], []]);
  });

  test(`in ${language}: a page of another host can call the sandbox`, async (t) => {
    const { port } = new URL(SANDBOX);
    const { page } = await open(t, elsewhere.origin, `${folder}reference.html?sandbox=${port}`, { isRouted: false });
    const origins = [];
    page.on('request', (request) => request.url().startsWith(elsewhere.origin) || origins.push(new URL(request.url()).origin));
    const { place, output, send, take, says } = await form(page, language);
    assert.ok((await place.innerText()).includes(say(language, 'elsewhere', { command: `htap sandbox --port ${port}` })));
    await take();
    await says(say(language, 'taken', { project: PROJECT }));
    await send();
    await says('3.1.6.0');
    assert.match(await output.innerText(), /x-request-id/, 'the page cannot read all headers');
    assert.deepEqual([...new Set(origins)], [SANDBOX]);
  });

  test(`in ${language}: without a sandbox, the page shows its endpoint and how to start it`, async (t) => {
    const port = await unusedPort();
    const { page } = await open(t, elsewhere.origin, `${folder}reference.html?sandbox=${port}`, { isRouted: false });
    const { take, send, says } = await form(page, language);
    const wanted = say(language, 'silent', { endpoint: `http://127.0.0.1:${port}`, command: `htap sandbox --port ${port}` });
    await take();
    await says(wanted);
    await send();
    await says(wanted);
  });
}

test('a page from elsewhere says what the browser decided about access to this machine, and what to do', async (t) => {
  const origin = `http://${ELSEWHERE}:${new URL(elsewhere.origin).port}`;
  const unused = `http://127.0.0.1:${await unusedPort()}`;
  // The browser takes the host of the page for one of the internet.
  const open = (...flags) => launch(`--ip-address-space-overrides=127.0.0.1:${new URL(origin).port}=public`, ...flags);
  /** The answer of the page for a permission. Without a window nobody can answer the browser's question, so it is set. */
  const message = async (browser, endpoint, setting) => {
    t.after(() => browser.close());
    const page = await browser.newPage();
    if (setting) {
      const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo');
      const { browserContextId } = targetInfo;
      await (await browser.newBrowserCDPSession()).send('Browser.setPermission', { origin, browserContextId, permission: { name: 'loopback-network' }, setting });
    }
    await page.goto(`${origin}/reference.html?sandbox=${new URL(endpoint).port}`);
    const { take, output } = await form(page, 'en-us');
    await take();
    await output.filter({ hasText: /./ }).filter({ hasNotText: say('en-us', 'asking', { endpoint }) }).waitFor();
    return output.innerText();
  };
  assert.equal(await message(await open(), SANDBOX), say('en-us', 'insecure', { endpoint: SANDBOX }));
  const expected = [
    ['granted', SANDBOX, 'taken'],
    ['granted', unused, 'silent'],
    ['denied', SANDBOX, 'denied'],
    ['prompt', unused, 'undecided'],
  ];
  const secure = await open(`--unsafely-treat-insecure-origin-as-secure=${origin}`); // as over https
  for (const [setting, endpoint, text] of expected) {
    const command = `htap sandbox --port ${new URL(endpoint).port}`;
    assert.equal(await message(secure, endpoint, setting), say('en-us', text, { endpoint, command, project: PROJECT }), `${setting}: ${endpoint}`);
  }
});

test('the port of the sandbox can be chosen, its host cannot', async (t) => {
  const endpoints = { '': 8080, '?sandbox=65535': 65535, '?sandbox=0': 8080, '?sandbox=65536': 8080, '?sandbox=80@example.com': 8080 };
  for (const [query, port] of Object.entries(endpoints)) {
    const { page, problems } = await open(t, elsewhere.origin, `reference.html${query}`);
    const { place, field } = await form(page, 'en-us');
    assert.equal(await field(say('en-us', 'endpoint')).inputValue(), `http://127.0.0.1:${port}`, query);
    assert.ok((await place.innerText()).includes(`htap sandbox --port ${port}`), query);
    assert.deepEqual(problems, []);
  }
});

test('no form asks for an access key, and each says that real secrets do not belong here', async (t) => {
  for (const path of ['reference', 'iam']) {
    const { page } = await open(t, SANDBOX, `${path}.html`);
    for (const button of await page.locator('[data-try]').all()) await button.click();
    for (const place of await page.locator('.try').all()) {
      await place.getByText(say('en-us', 'sandbox_only')).waitFor();
      const labels = await place.locator('label').allInnerTexts();
      assert.deepEqual(labels.filter((label) => /secret|access key|authorization|password/i.test(label)), []);
    }
  }
});

test('only with the keyboard: skip the menu, get a token, make a call', async (t) => {
  const { page } = await open(t, SANDBOX, 'reference.html');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), words['en-us'].skip);
  assert.ok((await page.locator(':focus').boundingBox()).x >= 0);
  await page.keyboard.press('Enter');
  await page.locator('#content:focus').waitFor();
  await tabTo(page, '[data-try]');
  await page.keyboard.press('Enter');
  await page.locator('.try form').waitFor();
  await tabTo(page, '.try form button[type=button]');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: PROJECT }).waitFor();
  await tabTo(page, '.try form button.primary');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: '3.1.6.0' }).waitFor();
});

/** Presses Tab until the element has the focus. A focus trap fails the test. */
async function tabTo(page, selector) {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} has no focus after 40 tabs`);
}
