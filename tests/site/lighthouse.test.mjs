// Lighthouse: gates accessibility, best practices and search engines, and the size of a page with all that it loads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import lighthouse from 'lighthouse';
import { launch, LANGUAGES, SANDBOX, unusedPort } from './browser.mjs';

const GATED = ['accessibility', 'best-practices', 'seo'];

test('the first page and the references have at least 95 of 100 points, and load less than 400 KB', { timeout: 600_000 }, async (t) => {
  const port = await unusedPort();
  const browser = await launch(`--remote-debugging-port=${port}`);
  t.after(() => browser.close());
  for (const path of ['index', 'reference', 'iam']) {
    for (const { folder } of Object.values(LANGUAGES)) {
      const { lhr } = await lighthouse(`${SANDBOX}/${folder}${path}.html`, { port, output: 'json', logLevel: 'error', onlyCategories: ['performance', ...GATED] });
      const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, score]));
      const bytes = lhr.audits['total-byte-weight'].numericValue;
      t.diagnostic(`${folder}${path}.html: ${Object.entries(scores).map(([name, score]) => `${name} ${score}`).join(', ')}, ${bytes} bytes`);
      for (const name of GATED) {
        const lacking = lhr.categories[name].auditRefs.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.95).map(({ id }) => id);
        assert.ok(scores[name] >= 0.95, `${folder}${path}: ${name} ${scores[name]}: ${lacking.join(', ')}`);
      }
      assert.ok(bytes < 400_000, `${folder}${path}: ${bytes} bytes`);
    }
  }
});
