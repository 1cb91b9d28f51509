// Tabs, copy buttons, the search in tables, tab stops, and the link to the other language. The pages are readable without this script.

/** The label of the tab that the reader chose last, on any page. A browser may refuse storage. */
const TAB = 'taurusdb-htap-tab';
function remembered() {
  try {
    return localStorage.getItem(TAB);
  } catch {
    return null;
  }
}
function remember(label) {
  try {
    localStorage.setItem(TAB, label);
  } catch {
    // The next page shows its first tab.
  }
}

for (const list of document.querySelectorAll('[role=tablist]')) {
  const tabs = [...list.children];
  const panel = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
  list.hidden = false;
  for (const tab of tabs) panel(tab).querySelector('.name').hidden = true;
  const choose = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      panel(tab).hidden = tab !== chosen;
    }
  };
  const chooseAndRemember = (tab) => {
    choose(tab);
    remember(tab.textContent);
  };
  const byAddress = () => tabs.find(({ id }) => `#${id}` === location.hash);
  choose(byAddress() ?? tabs.find((tab) => tab.textContent === remembered()) ?? tabs[0]);
  addEventListener('hashchange', () => byAddress() && choose(byAddress()));
  list.addEventListener('click', ({ target }) => tabs.includes(target) && chooseAndRemember(target));
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    chooseAndRemember(next);
    next.focus();
  });
}

/** Copies text. Browsers offer `navigator.clipboard` to pages over https only, so the selection is the second way. */
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return document.execCommand('copy');
  }
}

const { copied, byHand } = document.body.dataset;
for (const button of document.querySelectorAll('[data-copy]')) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.textContent = (await copy(button.previousElementSibling)) ? copied : byHand;
    button.addEventListener('blur', () => { button.textContent = label; }, { once: true });
  });
}

/** Full-width letters become ordinary ones, and both prefixes of the gateway's codes the same. */
const plain = (text) => text.normalize('NFKC').toLowerCase().replaceAll('apig.', 'apigw.');

/** The words of a search, without punctuation around them and without endings, so that "expired" finds "expires". */
function wordsOf(text) {
  const parts = plain(text).match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? [];
  return parts.map((word) => word.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')).filter(Boolean).map((word) => (/^[a-z]{5,}$/.test(word) ? word.replace(/(?:ed|es|s|ing)$/, '') : word));
}

const search = document.getElementById('search');
function filter() {
  const wanted = wordsOf(search.value);
  let count = 0;
  for (const row of document.querySelectorAll('#errors tbody tr, #statuses tbody tr')) {
    const text = plain(`${row.textContent} ${row.dataset.also ?? ''}`);
    row.hidden = !wanted.every((word) => text.includes(word));
    if (!row.hidden) count += 1;
  }
  const found = document.getElementById('found');
  found.textContent = wanted.length === 0 ? '' : count ? found.dataset.found.replace('{count}', count) : found.dataset.none;
}
if (search) {
  search.addEventListener('input', filter);
  addEventListener('pageshow', filter); // the browser restores the field after Back
}

// Only a box that scrolls needs a tab stop. Without scripts, each box has one.
const boxes = new ResizeObserver((entries) => {
  for (const { target: box } of entries) box.tabIndex = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight ? 0 : -1;
});
for (const box of document.querySelectorAll('.wide, pre[tabindex]')) boxes.observe(box);

// The other language has the same anchors.
const other = document.querySelector('header .language');
other.addEventListener('click', () => { other.hash = location.hash; });
