// Tabs, copy buttons and the search in tables, for every page. The pages are readable without this script.

// Disables a script of the renderer that handles links within the page but does not move the focus.
window.noZensmooth = true;

for (const list of document.querySelectorAll('[role=tablist]')) {
  const tabs = [...list.children];
  const panel = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
  const choose = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      panel(tab).hidden = tab !== chosen;
    }
  };
  choose(tabs[0]);
  list.addEventListener('click', ({ target }) => tabs.includes(target) && choose(target));
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = button.dataset.copied;
    button.addEventListener('blur', () => { button.textContent = label; }, { once: true });
  });
}

const search = document.getElementById('search');
search?.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  let count = 0;
  for (const row of document.querySelectorAll('#error-codes tbody tr, #status-codes tbody tr')) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
    if (!row.hidden) count += 1;
  }
  const found = document.getElementById('found');
  found.textContent = wanted ? found.dataset.found.replace('{count}', count) : '';
});
