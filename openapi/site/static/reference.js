// Starts Swagger UI with a sandbox for "try it out", translates its labels, and names its fields.

const contract = JSON.parse(document.getElementById('contract').textContent);
const words = JSON.parse(document.getElementById('settings').textContent);
const operations = Object.values(contract.paths).flatMap((item) => Object.keys(item));

/** The port of a sandbox on this machine that does not serve this page: `?sandbox=PORT` in the address, or the default. */
const asked = Number(new URLSearchParams(location.search).get('sandbox'));
const PORT = Number.isInteger(asked) && asked >= 1 && asked <= 65535 ? asked : words.port;

/** The `Server` header of each page that a sandbox serves. */
const SANDBOX = 'taurusdb-htap-sandbox';

async function isServedBySandbox() {
  try {
    const page = await fetch(location.href, { method: 'HEAD' });
    return page.headers.get('server') === SANDBOX;
  } catch {
    return false; // the page was opened from a file
  }
}

/** Returns the contract with the sandbox as the first server in every list of servers. */
function withSandbox(value, server) {
  if (Array.isArray(value)) return value.map((item) => withSandbox(item, server));
  if (!value || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withSandbox(child, server)]));
  return Array.isArray(copy.servers) ? { ...copy, servers: [server, ...copy.servers] } : copy;
}

/** Disables the validation of parameters, so that the reader sees the service's response to an invalid value. */
const letThrough = () => ({ statePlugins: { spec: { wrapActions: { validateParams: () => () => ({ type: 'validation-left-to-the-service' }) } } } });

const CODE = 'pre, code, .renderedMarkdown, .model-title, .prop-name, .prop-type, .parameter__name:not(h4), textarea, option';

/** Translates the labels of Swagger UI, which are English only, and adds missing names of fields. */
function finish(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const label = words.labels[node.data.trim()];
    if (label && !node.parentElement.closest(CODE)) node.data = node.data.replace(node.data.trim(), label);
  }
  for (const attribute of ['title', 'aria-label']) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      const label = words.labels[element.getAttribute(attribute)];
      if (label) element.setAttribute(attribute, label);
    }
  }
  for (const name of root.querySelectorAll('.parameter__name.required')) name.dataset.required = words.labels.required ?? 'required';
  for (const field of root.querySelectorAll('select, input, textarea')) {
    if ([...(field.labels ?? [])].some((label) => label.textContent.trim()) && field.id !== 'servers') continue;
    if (field.hasAttribute('aria-label')) continue;
    const row = field.closest('[data-param-name]');
    const near = field.closest('.response, .opblock-section, .servers, .auth-container, .opblock')?.querySelector('h4, .response-col_status, label, .opblock-summary-description');
    const name = row?.dataset.paramName ?? field.getAttribute('placeholder') ?? near?.textContent ?? words.server;
    field.setAttribute('aria-label', name.trim() || words.server);
  }
  for (const close of root.querySelectorAll('.close-modal')) close.setAttribute('aria-label', words.labels.Close ?? 'Close');
  for (const button of root.querySelectorAll('.modal-btn[aria-label]')) button.removeAttribute('aria-label'); // its text is its name
  for (const toggle of root.querySelectorAll('.model-box-control:not([aria-label])')) {
    if (!toggle.textContent.trim()) toggle.setAttribute('aria-label', words.labels.Details ?? 'Details');
  }
  for (const element of root.querySelectorAll('.model-box, .highlight-code > pre, .curl, pre')) {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0; // allows scrolling by keyboard
  }
}

/** Sets the renderer's class for dark colours according to the reader's setting. */
function followColourScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', follow);
  follow();
}

async function start() {
  followColourScheme();
  const isServed = await isServedBySandbox();
  document.getElementById(isServed ? 'served' : 'elsewhere').hidden = false;
  document.querySelector('#elsewhere code').textContent = `htap sandbox --port ${PORT}`;
  const endpoint = isServed ? location.origin : `http://127.0.0.1:${PORT}`;
  const root = document.getElementById('reference');
  const ui = SwaggerUIBundle({
    domNode: root,
    spec: withSandbox(contract, { url: endpoint }),
    defaultModelExpandDepth: 8,
    defaultModelRendering: 'model',
    defaultModelsExpandDepth: -1,
    docExpansion: operations.length > 1 ? 'list' : 'full',
    persistAuthorization: false,
    plugins: [letThrough],
    requestInterceptor: (request) => {
      request.headers['Content-Type'] ??= 'application/json'; // mandatory, but OpenAPI cannot declare it as a parameter
      return request;
    },
    tryItOutEnabled: true,
    validatorUrl: null,
  });
  new MutationObserver(() => finish(root)).observe(root, { childList: true, subtree: true });
  addEventListener('resize', () => finish(root)); // the window size decides which elements need scrolling
  finish(root);

  const { path, method, header, body, scheme } = words.login;
  const state = document.getElementById('token-state');
  document.getElementById('take-token').addEventListener('click', async () => {
    try {
      const response = await fetch(endpoint + path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
      const token = response.headers.get(header);
      const { project } = (await response.json()).token;
      ui.preauthorizeApiKey(scheme, token);
      state.textContent = words.taken.replace('{project}', project.id);
    } catch {
      state.textContent = words.silent.replace('{endpoint}', endpoint);
    }
  });
}

start();
