// Every page: on the sandbox and on any other host, in both languages, with and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, CONTRACTS, drawn, host, LANGUAGES, open, PAGES, SANDBOX, source, words } from './browser.mjs';

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
      await drawn(page);
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
  test(`${language} without scripts: all prose is visible, and a reference links to its contract`, async (t) => {
    for (const path of PAGES) {
      const { page, problems } = await open(t, elsewhere.origin, `${folder}${path}.html`, { javaScriptEnabled: false });
      assert.equal(await page.locator('h1:visible').count(), 1);
      if (path in CONTRACTS) {
        const hint = page.locator('noscript p');
        assert.ok((await hint.innerText()).includes(words[language].noscript));
        const response = await page.request.get(new URL(await hint.locator('a').getAttribute('href'), page.url()).href);
        assert.equal(response.status(), 200);
      } else {
        // Text in `details` counts as visible.
        const hidden = await page.evaluate(() => {
          const walker = document.createTreeWalker(document.getElementById('content'), NodeFilter.SHOW_TEXT);
          const found = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (node.data.trim() && !parent.closest('details') && !parent.checkVisibility()) found.push(node.data.trim().slice(0, 60));
          }
          return found;
        });
        assert.deepEqual(hidden, [], `${path} hides text`);
        assert.ok((await page.locator('#content').innerText()).length > 200);
      }
      assert.deepEqual(problems, []);
    }
  });
}

for (const [path, name] of Object.entries(CONTRACTS)) {
  for (const [language, { folder }] of Object.entries(LANGUAGES)) {
    test(`${path} in ${language} shows every part of ${name}.yaml`, async (t) => {
      const { page } = await open(t, SANDBOX, `${folder}${path}.html`);
      // Opens the tab with the fields of a request, and long lists of values, which are folded.
      for (const tab of await page.locator('.opblock-section-request-body .tabitem:not(.active) button').all()) await tab.click();
      const folds = page.locator('.prop-enum .model-toggle.collapsed');
      while (await folds.count()) await folds.first().click();
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
      const letters = bare(await page.locator('#reference').innerText());
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
        const { enum: values = [], properties = {}, items } = follow(schema);
        for (const value of values) add('value', value);
        for (const [name, property] of Object.entries(properties)) {
          add('property', `${schema.$ref.split('/').pop()}.${name}`);
          visit(property);
        }
        visit(items);
      };
      const body = (value) => Object.values(follow(value)?.content ?? {}).forEach(({ schema }) => visit(schema));
      add('operation');
      for (const parameter of (operation.parameters ?? []).map(follow)) {
        add('parameter', parameter.name);
        visit(parameter.schema);
      }
      body(operation.requestBody);
      for (const [status, response] of Object.entries(operation.responses)) {
        add('status', status);
        body(response);
        for (const name of Object.keys(follow(response).headers ?? {})) add('header', status, name);
      }
    }
  }
  return [...parts];
}

/** The same names, read from the page. Runs in the page. */
function partsShown() {
  const parts = [];
  for (const operation of document.querySelectorAll('.opblock')) {
    const read = (element) => element?.innerText.replace(/[\s\u200b]+|\*$/g, '') ?? '';
    const start = [read(operation.querySelector('.opblock-summary-method')).toLowerCase(), read(operation.querySelector('.opblock-summary-path'))];
    const add = (...words) => parts.push([...start, ...words].join(' '));
    const each = (selector, tell) => [...operation.querySelectorAll(selector)].filter((element) => element.checkVisibility()).forEach(tell);
    add('operation');
    each('.parameters .parameter__name', (name) => add('parameter', read(name).replace(/\*$/, '')));
    each('.responses-table tr.response', (row) => {
      const status = read(row.querySelector('.response-col_status'));
      add('status', status);
      for (const header of row.querySelectorAll('.header-col:first-child')) add('header', status, read(header));
    });
    each('.model .property-row > td:first-child', (cell) => {
      const schema = cell.closest('.inner-object').parentElement.querySelector('.model-title__text');
      add('property', `${read(schema)}.${read(cell).replace(/\*$/, '')}`);
    });
    each('.parameters select', (list) => [...list.options].forEach(({ value }) => add('value', value)));
    each('.prop-enum', (list) => list.innerText.split(/[\s,[\]"]+/).forEach((value) => add('value', value)));
  }
  return parts;
}

for (const [path, name] of Object.entries(CONTRACTS)) {
  test(`${path} in Chinese: every label of the renderer is translated, and other Latin text is a name of the contract`, async (t) => {
    const { page } = await open(t, SANDBOX, `zh-cn/${path}.html`);
    // The response of a call and the dialog must be in Chinese, too.
    await page.locator('#take-token').click();
    await page.locator('.btn.execute').first().click();
    await page.locator('.live-responses-table').first().waitFor();
    if (await page.locator('.btn.authorize').count()) await page.locator('.btn.authorize').first().click();
    const { labels, latin } = await page.evaluate((known) => {
      const code = 'pre, code, textarea, option, .model-title, .prop-name';
      const root = document.getElementById('reference');
      const labels = [...root.querySelectorAll('*')]
        .filter((element) => element.checkVisibility() && !element.closest(code) && !element.querySelector('.model-title, .prop-name'))
        .map((element) => element.textContent.replace(/\s+/g, ' ').trim())
        .filter((text) => known.includes(text));
      for (const element of root.querySelectorAll('*')) {
        for (const part of ['::before', '::after']) {
          const { content } = getComputedStyle(element, part);
          if (/[A-Za-z]/.test(content) && content !== 'none' && content !== 'normal') labels.push(content);
        }
      }
      // Texts for screen readers with several words. Names of the contract have one word.
      for (const attribute of ['title', 'aria-label']) {
        for (const element of root.querySelectorAll(`[${attribute}]`)) {
          const label = element.getAttribute(attribute).trim();
          if (/^[A-Za-z]+( [A-Za-z]+)+$/.test(label)) labels.push(label);
        }
      }
      const latin = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.trim();
        const parent = node.parentElement;
        if (/[A-Za-z]/.test(text) && !/\p{Script=Han}/u.test(text) && parent.checkVisibility() && !parent.closest(code)) latin.push(text);
      }
      return { labels: [...new Set(labels)], latin: [...new Set(latin)] };
    }, Object.keys(words['zh-cn'].labels));
    assert.deepEqual(labels, []);
    const names = namesOf(source(name));
    assert.deepEqual(latin.filter((text) => !names.has(text) && !/^\/[\w.{}-]+$/.test(text)), []);
  });
}

/** All keys and scalar values of a contract, and the words of OpenAPI and HTTP, which are not translated. */
function namesOf(value) {
  const names = new Set(['DELETE', 'GET', 'POST', 'string', 'integer', 'boolean', 'object', 'array', 'nullable', 'true', 'false', '(apiKey)']);
  const visit = (part) => {
    if (typeof part !== 'object' || part === null) return names.add(String(part));
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
    const { page } = await open(t, SANDBOX, `${path}.html`, { isRouted: false, isDrawn: false });
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
