// Accessibility of the pages: in light and dark, on a phone, by keyboard, and with a screen reader.

import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CONTRACTS, DESK, ELSEWHERE, LANGUAGES, open, PAGES, PHONE, SANDBOX, words } from './browser.mjs';

const VIEWS = {
  light: { viewport: DESK, colorScheme: 'light' },
  dark: { viewport: DESK, colorScheme: 'dark' },
  tablet: { viewport: { width: 820, height: 1180 }, colorScheme: 'light' },
  phone: { viewport: PHONE, colorScheme: 'light' },
};

/** The serious violations that axe finds. The dark view differs from the light one only by its colours. */
async function violationsOf(page, view) {
  // In the legacy mode axe reports from the page itself. Otherwise it copies what it knows about every element into a second
  // page, to merge the reports of frames. The pages have none.
  assert.equal(page.frames().length, 1);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (view === 'dark') axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, impact, nodes }) => `${impact} ${id}, ${nodes.length} times: ${nodes.slice(0, 3).map(({ target, any }) => `${target.join(' ')} (${any[0]?.message})`).join('; ')}`);
}

async function inEachView(page, check) {
  for (const [view, { viewport, colorScheme }] of Object.entries(VIEWS)) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await check(view);
  }
}

for (const path of PAGES) {
  for (const [language, { folder }] of Object.entries(LANGUAGES)) {
    test(`${path} in ${language}: no violation in light, dark, on a tablet and on a phone, and nothing clipped`, async (t) => {
      const { page } = await open(t, SANDBOX, `${folder}${path}.html`);
      await inEachView(page, async (view) => {
        assert.deepEqual(await violationsOf(page, view), [], view);
        const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(needed <= there, `${view}: ${needed} pixels wide, but the viewport has ${there}`);
      });
    });
  }
}

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`the form of an operation and a response in ${language}: no violation`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}reference.html`);
    await page.locator('[data-try]').click();
    await page.locator('.try form .primary').click();
    await page.locator('.output pre').waitFor();
    await inEachView(page, async (view) => assert.deepEqual(await violationsOf(page, view), [], view));
  });
}

test('no table is wider than its page, on a desktop, on a tablet and on a phone, also after a search', async (t) => {
  for (const { folder } of Object.values(LANGUAGES)) {
    for (const viewport of [{ width: 1440, height: 900 }, VIEWS.tablet.viewport, PHONE]) {
      for (const path of PAGES) {
        const { page } = await open(t, SANDBOX, `${folder}${path}.html`, { viewport });
        if (path === 'errors') await page.locator('#search').fill('0301');
        const clipped = await page.locator('.wide:has(.cards, .errors)').evaluateAll((boxes) => boxes.map((box) => [box.scrollWidth, box.clientWidth]).filter(([needed, there]) => needed > there));
        assert.deepEqual(clipped, [], `${folder}${path} at ${viewport.width}`);
      }
    }
  }
});

test('on a phone every text of a reference is at least 100 pixels wide', async (t) => {
  for (const path of Object.keys(CONTRACTS)) {
    const { page } = await open(t, SANDBOX, `${path}.html`, VIEWS.phone);
    const narrow = await page.evaluate(() =>
      [...document.querySelectorAll('.operation :is(p, .fields div)')]
        .filter((text) => text.checkVisibility() && text.textContent.length > 40 && text.clientWidth < 100)
        .map((text) => `${text.clientWidth} pixels: ${text.textContent.slice(0, 40)}`),
    );
    assert.deepEqual([...new Set(narrow)], [], path);
  }
});

test('the tabs of the first page follow the arrow keys', async (t) => {
  const { page } = await open(t, SANDBOX, 'index.html');
  const tabs = page.getByRole('tab');
  const count = await tabs.count();
  assert.ok(count > 2);
  await tabs.first().focus();
  for (const [key, index] of [['ArrowRight', 1], ['ArrowRight', 2], ['ArrowLeft', 1], ['ArrowLeft', 0], ['ArrowLeft', count - 1], ['ArrowRight', 0]]) {
    await page.keyboard.press(key);
    assert.ok(await tabs.nth(index).evaluate((tab) => tab === document.activeElement && tab.ariaSelected === 'true'), key);
    assert.equal(await page.getByRole('tab', { selected: true }).count(), 1);
    const panel = page.getByRole('tabpanel');
    assert.equal(await panel.count(), 1);
    assert.equal(await panel.getAttribute('aria-labelledby'), await tabs.nth(index).getAttribute('id'));
  }
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').getAttribute('role'), 'tabpanel');
});

test('only a box that scrolls is a tab stop', async (t) => {
  for (const [path, viewport, some] of [['clients', DESK, false], ['index', PHONE, true]]) {
    const { page } = await open(t, SANDBOX, `${path}.html`, { viewport });
    await page.waitForFunction(() => [...document.querySelectorAll('.wide, pre[tabindex]')].filter((box) => box.checkVisibility()).every((box) => (box.tabIndex === 0) === (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)));
    assert.equal((await page.locator(':is(.wide, pre)[tabindex="0"]:visible').count()) > 0, some, path);
  }
});

test('the tab that a reader chose is chosen on other pages, and an address can name a tab', async (t) => {
  const { page } = await open(t, SANDBOX, 'index.html');
  await page.getByRole('tab', { name: 'Go' }).click();
  await page.goto(`${SANDBOX}/zh-cn/reference.html`);
  assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Go');
  await page.getByRole('tab', { name: 'Java' }).click();
  await page.getByRole('tabpanel').getByRole('link').click();
  assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Java');
});

/** What people type, and a text that each row then has. */
const SEARCHES = {
  'en-us': { 'APIG.0301': 'APIGW.0301', 'apigw.0301': 'APIGW.0301', '"APIGW.0301",': 'APIGW.0301', 'ＡＰＩＧＷ．０３０１': 'APIGW.0301', '429,': '429', 'token expired': 'token', 'too  many Requests': 'too many' },
  'zh-cn': { 'APIG.0301': 'APIGW.0301', '“APIGW.0301”，': 'APIGW.0301', 'ＤＢＳ．２８０２３５': 'DBS.280235', '４２９': '429', 'token expired': 'token', 'Token过期': '过期' },
};

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`the search of errors in ${language} finds what people type`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}errors.html`);
    const rows = page.locator('tbody tr:visible');
    const all = await rows.count();
    const field = page.getByLabel(words[language].search);
    const found = page.getByRole('status');
    const says = (count) => found.filter({ hasText: words[language].found.replace('{count}', count) }).waitFor();

    for (const [typed, text] of Object.entries(SEARCHES[language])) {
      await field.fill(typed);
      const texts = await rows.allTextContents();
      assert.ok(texts.length > 0 && texts.length < all / 4, `${typed}: ${texts.length} rows`);
      for (const row of texts) assert.ok(row.toLowerCase().includes(text.toLowerCase()), `${typed}: ${row}`);
      await says(texts.length);
    }

    // After Back, the browser restores the field, and the rows must match it.
    await field.fill('0301');
    const count = await rows.count();
    await page.locator('header nav a').first().click();
    await page.waitForURL(/index\.html$/);
    await page.goBack();
    await page.waitForURL(/errors\.html$/);
    assert.equal(await field.inputValue(), '0301');
    await says(count);
    assert.equal(await rows.count(), count);

    await field.fill('no such row');
    assert.equal(await rows.count(), 0);
    assert.equal(await found.innerText(), words[language].found_none);

    await field.fill('');
    assert.equal(await rows.count(), all);
    assert.equal(await found.textContent(), '');
  });
}

test('a copy button copies over https and over http, and says so', async (t) => {
  const { port } = new URL(SANDBOX);
  for (const origin of [SANDBOX, `http://${ELSEWHERE}:${port}`]) {
    const { page } = await open(t, origin, 'index.html', { permissions: origin === SANDBOX ? ['clipboard-read', 'clipboard-write'] : [] });
    assert.equal(await page.evaluate(() => isSecureContext), origin === SANDBOX);
    const button = page.locator('[data-copy]').first();
    await button.click();
    await page.getByRole('button', { name: words['en-us'].copied }).waitFor();
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' })));
    await page.locator('#pasted').focus();
    await page.keyboard.press('Control+V');
    assert.equal(await page.locator('#pasted').inputValue(), 'cargo install --path . --features cli', origin);

    await page.evaluate(() => {
      document.execCommand = () => false;
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await page.locator('[data-copy]').nth(1).click();
    await page.getByRole('button', { name: words['en-us'].copy_by_hand }).waitFor();
    assert.equal(await page.evaluate(() => getSelection().toString()), 'htap sandbox --port 8080');
  }
});

// `SCREENSHOTS=1 tests/site/run` renews the screenshots of openapi/README.md.
if (process.env.SCREENSHOTS) {
  test('screenshots', async (t) => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), 'screenshots');
    await mkdir(folder, { recursive: true });
    const take = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    const sizes = { desktop: { viewport: { width: 1440, height: 900 } }, tablet: VIEWS.tablet, phone: VIEWS.phone };
    for (const [language, { folder: path }] of Object.entries(LANGUAGES)) {
      for (const [size, view] of Object.entries(sizes)) {
        const { page } = await open(t, SANDBOX, `${path}reference.html#ListHtapDataStore`, view);
        await take(page, `reference-${size}-${language}`);
      }
    }
    await take((await open(t, SANDBOX, 'iam.html#ListProjects', { ...sizes.desktop, colorScheme: 'dark' })).page, 'iam-dark');
    await take((await open(t, SANDBOX, 'errors.html', VIEWS.dark)).page, 'errors-dark');
    await take((await open(t, SANDBOX, 'index.html', VIEWS.phone)).page, 'start-phone');
    const { page: errors } = await open(t, SANDBOX, 'zh-cn/errors.html', VIEWS.phone);
    await errors.locator('#search').fill('token expired');
    await take(errors, 'search-phone');

    // A fixed token, and the date of the response is not shown.
    const { page } = await open(t, SANDBOX, 'reference.html', { viewport: { width: 1440, height: 1000 } });
    await page.locator('[data-try]').click();
    await page.locator('.try input.token').fill('sandbox-token');
    await page.locator('.try form .primary').click();
    await page.locator('.output pre').waitFor();
    await page.locator('.output pre').evaluate((element) => { element.textContent = element.textContent.replace(/^date: .*\n/m, '').replace(/^x-request-id: .*$/m, 'x-request-id: acbc548ac6f2a0dbdb9e3518a7c0ff84'); });
    await page.locator('#ListHtapDataStore').evaluate((element) => element.scrollIntoView());
    await take(page, 'try-it');
  });
}
