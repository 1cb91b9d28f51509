// Every page: on the sandbox and on any other host, in both languages, with and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, CONTRACTS, host, LANGUAGES, open, PAGES, SANDBOX, source, words } from './browser.mjs';

let elsewhere;
before(async () => (elsewhere = await host()));
after(() => elsewhere.close());

const hosts = { 'the sandbox': () => SANDBOX, 'another host': () => elsewhere.origin };

for (const [name, origin] of Object.entries(hosts)) {
  for (const path of PAGES) {
    test(`${path} on ${name}: valid in both languages, with links between them, and no request to other hosts`, async (t) => {
      const { page, problems } = await open(t, origin(), `${path}.html`);
      const url = page.url();
      await checkPage(page, path, 'en-us');
      await page.locator('header .language').click();
      await page.waitForURL(`${origin()}/zh-cn/${path}.html`);
      await checkPage(page, path, 'zh-cn');
      await page.locator('header .language').click();
      await page.waitForURL(url);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.deepEqual(problems, []);
    });
  }
}

async function checkPage(page, path, language) {
  assert.equal(await page.locator('html').getAttribute('lang'), LANGUAGES[language].lang);
  assert.equal(await page.locator('h1:visible').count(), 1);
  const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
  assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), [], `${path} has an ID twice`);
  assert.match(await page.title(), new RegExp(`^${words[language].pages[path]} · .`));
  const links = page.locator('header nav a');
  assert.deepEqual(await links.allTextContents(), Object.values(words[language].pages));
  assert.deepEqual(await page.locator('header nav a[aria-current=page]').allTextContents(), [words[language].pages[path]]);
}

test('the folder of a language opens its first page', async (t) => {
  for (const { folder, lang } of Object.values(LANGUAGES)) {
    for (const origin of Object.values(hosts)) {
      const { page, problems } = await open(t, origin(), folder);
      assert.equal(await page.locator('html').getAttribute('lang'), lang);
      assert.equal(await page.locator('nav [aria-current=page]').getAttribute('href'), 'index.html');
      assert.deepEqual(problems, []);
    }
  }
});

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`${language} without scripts: everything can be read`, async (t) => {
    for (const path of PAGES) {
      const { page, problems } = await open(t, elsewhere.origin, `${folder}${path}.html`, { javaScriptEnabled: false });
      assert.equal(await page.locator('h1:visible').count(), 1);
      // Text in `details` counts as visible. Only the forms of "try it" need scripts.
      const hidden = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.getElementById('content'), NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const parent = node.parentElement;
          if (node.data.trim() && !parent.closest('details, script, button') && !parent.checkVisibility()) found.push(node.data.trim().slice(0, 60));
        }
        return found;
      });
      assert.deepEqual(hidden, [], `${path} hides text`);
      assert.equal(await page.locator('button:visible').count(), 0, `${path} shows a button that does nothing`);
      assert.equal(await page.locator('.tabs .name:visible').count(), await page.locator('[role=tabpanel]').count(), `${path} shows a program without its language`);
      assert.ok((await page.locator('#content').innerText()).length > 200);
      assert.deepEqual(problems, []);
    }
  });
}

for (const [path, name] of Object.entries(CONTRACTS)) {
  for (const [language, { folder }] of Object.entries(LANGUAGES)) {
    test(`${path} in ${language} shows every part of ${name}.yaml`, async (t) => {
      const { page } = await open(t, SANDBOX, `${folder}${path}.html`);
      const shown = await page.evaluate(partsShown);
      const wanted = partsOf(source(name));
      assert.ok(wanted.length > 30);
      assert.deepEqual(wanted.filter((part) => !shown.includes(part)), []);

      const translated = built(name, language);
      const sentences = Object.values(translated.paths)
        .flatMap((item) => Object.values(item))
        .flatMap(({ summary, description }) => [summary, ...description.split('\n\n')]);
      assert.ok(sentences.length > 5);
      if (language === 'zh-cn') for (const sentence of sentences) assert.match(sentence, /\p{Script=Han}/u);
      const letters = bare(await page.locator('#content').innerText());
      assert.deepEqual(sentences.filter((sentence) => !letters.includes(bare(sentence))), []);
    });
  }
}

/** Only letters and digits, because a page has no Markdown. */
const bare = (text) => text.replaceAll(/\]\([^)]*\)/g, '').replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The names that a caller needs, each with its operation. */
function partsOf(contract) {
  const parts = new Set();
  const follow = (value) => (value?.$ref ? value.$ref.slice(2).split('/').reduce((part, key) => part[key], contract) : value);
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const add = (...words) => parts.add([method, path, ...words].join(' '));
      const seen = new Set();
      const visit = (schema) => {
        if (!schema || seen.has(schema.$ref)) return;
        if (schema.$ref) seen.add(schema.$ref);
        if (schema.allOf) schema.allOf.forEach(visit);
        const { enum: values = [], properties = {}, items } = follow(schema);
        for (const value of values) add('value', value);
        for (const [name, property] of Object.entries(properties)) {
          add('property', name);
          visit(property);
        }
        visit(items);
      };
      const body = (value) => Object.values(follow(value)?.content ?? {}).forEach(({ schema }) => visit(schema));
      add('operation', operation.operationId);
      for (const parameter of (operation.parameters ?? []).map(follow)) {
        add('part', parameter.name);
        visit(parameter.schema);
      }
      body(operation.requestBody);
      for (const [status, response] of Object.entries(operation.responses)) {
        add('status', status);
        body(response);
        for (const name of Object.keys(follow(response).headers ?? {})) add('part', name);
      }
    }
  }
  return [...parts];
}

/** The same names, read from the page. Runs in the page. A body that is described once, at another operation, counts for all. */
function partsShown() {
  const parts = [];
  for (const operation of document.querySelectorAll('.operation')) {
    const read = (element) => (element?.checkVisibility() ? element.innerText.trim() : '');
    const [method, path] = read(operation.querySelector('.line code:not(.id)')).split(' ');
    const add = (...words) => parts.push([method.toLowerCase(), path, ...words].join(' '));
    add('operation', read(operation.querySelector('.line .id')));
    const fields = (list) => [...list.children].map((item) => [item, read(item.querySelector('.field'))]);
    const values = (item) => [...item.querySelectorAll(':scope > div code')].forEach((code) => add('value', read(code)));
    const body = (root) => {
      for (const list of root.querySelectorAll('.fields')) {
        for (const [item, name] of fields(list)) {
          add('property', name);
          values(item);
        }
      }
    };
    for (const list of operation.querySelectorAll(':scope > div > .fields')) {
      for (const [item, name] of fields(list)) {
        add('part', name);
        values(item);
      }
    }
    for (const link of operation.querySelectorAll('p > a[href^="#"]:has(code)')) {
      const target = document.getElementById(link.hash.slice(1));
      body(target.tagName === 'H2' ? target.parentElement : target);
    }
    body(operation);
    for (const code of operation.querySelectorAll('h4 code, .errors th code')) if (/^\d{3}$/.test(read(code))) add('status', read(code));
    for (const code of operation.querySelectorAll('.failures > p code, .errors .limits code')) add('part', read(code));
  }
  return parts;
}

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`in ${language}, an address with the name of an operation opens it, and texts link to it`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}iam.html#ListProjects`);
    const title = page.locator('#ListProjects h3');
    assert.ok(await title.isVisible());
    const top = await title.evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 100, `${top} pixels below the top`);
    await page.goto(`${SANDBOX}/${folder}reference.html`);
    await page.locator('#ListHtapDataStore a', { hasText: 'ListProjects' }).first().click();
    await page.waitForURL(`${SANDBOX}/${folder}iam.html#ListProjects`);
    await page.locator('header .language').click();
    await page.waitForURL((url) => url.hash === '#ListProjects');
  });

  test(`in ${language}, the operation fits three screens of a desktop, with its examples visible`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}reference.html`, { viewport: { width: 1440, height: 900 } });
    const height = await page.locator('#ListHtapDataStore').evaluate((element) => element.getBoundingClientRect().height);
    t.diagnostic(`${Math.round(height)} pixels`);
    assert.ok(height <= 2700, `${height} pixels`);
    for (const text of ['GET /v3/', 'HTTP/1.1 200', 'HTTP/1.1 400', '3.1.6.0']) assert.ok(await page.locator('.examples pre', { hasText: text }).first().isVisible(), text);
    assert.equal(await page.locator('.errors').count(), 1);
    assert.equal(await page.locator('.examples [role=tab]').count(), 6);
  });
}

for (const [path, name] of Object.entries(CONTRACTS)) {
  test(`${path} in Chinese: every Latin text is a name of the contract`, async (t) => {
    const { page } = await open(t, SANDBOX, `zh-cn/${path}.html`);
    // The form and the response of a call must be in Chinese, too.
    await page.locator('[data-try]').first().click();
    await page.locator('.try form .primary').click();
    await page.locator('.output pre').first().waitFor();
    const latin = await page.evaluate(() => {
      const found = [];
      const walker = document.createTreeWalker(document.getElementById('content'), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.trim();
        const parent = node.parentElement;
        if (/[A-Za-z]/.test(text) && !/\p{Script=Han}/u.test(text) && parent.checkVisibility() && !parent.closest('pre, textarea, [role=tab], .output')) found.push(text);
      }
      return [...new Set(found)];
    });
    const names = namesOf(source(name));
    assert.deepEqual(latin.filter((text) => !names.has(text) && !/^\/[\w.{}-]+$|^\S+\.(yaml|json)$|^https:/.test(text)), []);
  });
}

/** All keys and scalar values of a contract, and the words of OpenAPI and HTTP, which are not translated. */
function namesOf(value) {
  const names = new Set(['DELETE', 'GET', 'POST', 'string', 'integer', 'boolean', 'object', 'array', 'nullable', 'true', 'false', 'string | null']);
  const visit = (part) => {
    if (typeof part !== 'object' || part === null) {
      for (const [, literal] of String(part).matchAll(/`([^`\n]+)`/g)) names.add(literal); // code in a text
      return names.add(String(part));
    }
    for (const [key, child] of Object.entries(part)) {
      names.add(key);
      visit(child);
    }
  };
  visit(value);
  return names;
}

test('no script of a page can send a request to another host', async (t) => {
  for (const path of PAGES) {
    const { page } = await open(t, SANDBOX, `${path}.html`, { isRouted: false });
    const sent = [];
    page.on('request', (request) => new URL(request.url()).origin === SANDBOX || sent.push(request.url()));
    const outcome = await page.evaluate(async () => {
      const refused = new Promise((resolve) => document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)));
      const result = await fetch('https://example.com/').then(() => 'succeeded', () => 'refused');
      // Without a policy there is no such event. The request would then fail because the browser has no network.
      return [result, await Promise.race([refused, new Promise((resolve) => setTimeout(resolve, 0, 'tried'))])];
    });
    assert.deepEqual(outcome, ['refused', 'connect-src'], path);
    assert.deepEqual(sent, []);
  }
});
