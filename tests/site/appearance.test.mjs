// Accessibility of the pages: in light and dark, on a phone, by keyboard, and with a screen reader.

import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CONTRACTS, DESK, LANGUAGES, open, PAGES, PHONE, SANDBOX, say, words } from './browser.mjs';

const VIEWS = {
  light: { viewport: DESK, colorScheme: 'light' },
  dark: { viewport: DESK, colorScheme: 'dark' },
  phone: { viewport: PHONE, colorScheme: 'light' },
};

// The error rows of an operation have the same layout. The test checks only one of them, because all take minutes.
const REPEATED = '#reference .response[data-code^="4"]:not([data-code="400"]), #reference .response[data-code^="5"]';

/** The serious violations that axe finds. The dark view differs from the light one only by its colours. */
async function violationsOf(page, view) {
  // In the legacy mode axe reports from the page itself. Otherwise it copies what it knows about every element into a second
  // page, to merge the reports of frames. The pages have none.
  assert.equal(page.frames().length, 1);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (await page.locator(REPEATED).count()) axe.exclude(REPEATED);
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
    // Waits for the end of colour transitions.
    await page.waitForFunction((isDark) => {
      const { classList } = document.documentElement;
      const follows = !document.getElementById('reference') || classList.contains('dark-mode') === isDark;
      return follows && document.getAnimations().length === 0;
    }, colorScheme === 'dark');
    await check(view);
  }
}

for (const path of PAGES) {
  for (const [language, { folder }] of Object.entries(LANGUAGES)) {
    test(`${path} in ${language}: no violation in light, dark and on a phone, and no horizontal scrolling`, async (t) => {
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
  test(`a response and the dialog in ${language}: no violation`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}reference.html`);
    await page.locator('#take-token').click();
    await page.locator('#token-state').filter({ hasText: /./ }).waitFor();
    await page.getByRole('button', { name: say(language, 'Execute'), exact: true }).click();
    await page.locator('.live-responses-table').getByText('3.1.6.0').waitFor();
    await inEachView(page, async (view) => assert.deepEqual(await violationsOf(page, view), [], view));
    await page.getByRole('button', { name: say(language, 'Authorize'), exact: true }).first().click();
    await page.locator('.modal-ux').waitFor();
    await inEachView(page, async (view) => assert.deepEqual(await violationsOf(page, view), [], view));
  });
}

test('on a phone every text of a reference is at least 100 pixels wide', async (t) => {
  for (const path of Object.keys(CONTRACTS)) {
    const { page } = await open(t, SANDBOX, `${path}.html`, VIEWS.phone);
    const narrow = await page.evaluate(() =>
      [...document.querySelectorAll('#reference .renderedMarkdown p')]
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

for (const [language, { folder }] of Object.entries(LANGUAGES)) {
  test(`the search of errors in ${language} filters the tables and shows the number of rows`, async (t) => {
    const { page } = await open(t, SANDBOX, `${folder}errors.html`);
    const rows = page.locator('tbody tr:visible');
    const all = await rows.count();
    const field = page.getByLabel(words[language].search);
    const found = page.getByRole('status');
    const says = (count) => found.filter({ hasText: words[language].found.replace('{count}', count) }).waitFor();

    await field.fill('0301');
    const texts = await rows.allTextContents();
    assert.ok(texts.length > 0 && texts.length < all / 10);
    for (const text of texts) assert.ok(text.includes('0301'));
    await says(texts.length);

    await field.fill('no such row');
    assert.equal(await rows.count(), 0);
    await says(0);

    await field.fill('');
    assert.equal(await rows.count(), all);
    assert.equal(await found.textContent(), '');
  });
}

// `SCREENSHOTS=1 tests/site/run` renews the screenshots of openapi/README.md.
if (process.env.SCREENSHOTS) {
  test('screenshots', async (t) => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), 'screenshots');
    await mkdir(folder, { recursive: true });
    const take = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    const operation = (page) => page.locator('.opblock').first().evaluate((element) => scrollTo(0, element.getBoundingClientRect().top - 16));

    for (const [name, path] of [['reference-en', 'reference.html'], ['reference-zh-cn', 'zh-cn/reference.html']]) {
      const { page } = await open(t, SANDBOX, path);
      await operation(page);
      await take(page, name);
    }
    await take((await open(t, SANDBOX, 'errors.html', VIEWS.dark)).page, 'errors-dark');
    await take((await open(t, SANDBOX, 'index.html', VIEWS.phone)).page, 'start-phone');

    // A fixed token, and no row of the response with a date.
    const { page } = await open(t, SANDBOX, 'reference.html', { viewport: { width: 1280, height: 700 } });
    await page.locator('.btn.authorize').first().click();
    await page.locator('.auth-container').first().getByRole('textbox').fill('sandbox-token');
    await page.locator('.auth-container').first().locator('.authorize').click();
    await page.locator('.auth-container').first().locator('.btn-done').click();
    await page.locator('.btn.execute').click();
    await page.locator('.live-responses-table').waitFor();
    await page.locator('.btn.execute').evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16));
    await take(page, 'try-it');
  });
}
