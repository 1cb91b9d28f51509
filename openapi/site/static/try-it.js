// "Try it": a form for each operation that sends its request to a sandbox and shows the response.

const { port, words, login, operations } = JSON.parse(document.getElementById('settings').textContent);

/** The port of a sandbox on this machine that does not serve this page: `?sandbox=PORT` in the address, or the default. */
const asked = Number(new URLSearchParams(location.search).get('sandbox'));
const PORT = Number.isInteger(asked) && asked >= 1 && asked <= 65535 ? asked : port;
const COMMAND = `htap sandbox --port ${PORT}`;

/** The `Server` header of each page that a sandbox serves. */
const SANDBOX = 'taurusdb-htap-sandbox';

const isServed = fetch(location.href, { method: 'HEAD' }).then((page) => page.headers.get('server') === SANDBOX, () => false); // a page from a file
const sandbox = isServed.then((served) => (served ? location.origin : `http://127.0.0.1:${PORT}`));

/** The token that the forms share. It is never stored. */
let token = '';

const filled = (text, values) => Object.entries(values).reduce((result, [name, value]) => result.replaceAll(`{${name}}`, value), text);

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

let count = 0;
function field(label, input, { isCode = true } = {}) {
  input.id = `try-${count += 1}`;
  return element('p', {}, element('label', { htmlFor: input.id }, isCode ? element('code', { textContent: label }) : label), input);
}

const choice = (options) => element('select', {}, ...options.map(([value, text]) => element('option', { value, textContent: text })));

/** The state of the permission to call this machine, if the page comes from elsewhere and the browser has such a permission. */
async function permission() {
  if (['', 'localhost', '127.0.0.1', '[::1]'].includes(location.hostname)) return undefined;
  for (const name of ['loopback-network', 'local-network-access']) { // its name, and its former name
    const found = await navigator.permissions?.query({ name }).catch(() => undefined);
    if (found) return found.state;
  }
  return undefined;
}

/** Says why a request to the sandbox has no response: the browser blocks it, or nothing listens. */
async function problem(endpoint) {
  // Over http, the state is always `denied`. A question that was closed leaves `prompt`, as one that is still open does.
  const text = { denied: window.isSecureContext ? words.denied : words.insecure, prompt: words.undecided }[await permission()];
  return filled(text ?? words.silent, { endpoint, command: COMMAND });
}

/** A word of a shell. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function curl(url, operation, headers) {
  const lines = [`curl --include --request ${operation.method} ${quoted(url)}`];
  if (operation.token) lines.push(`--header "${operation.token}: $HW_AUTH_TOKEN"`);
  for (const [name, value] of Object.entries(headers)) if (name !== operation.token) lines.push(`--header ${quoted(`${name}: ${value}`)}`);
  if (operation.bodies.length) lines.push('--data @request.json');
  return lines.join(' \\\n  ');
}

async function build(place, operation) {
  const own = await sandbox;
  const output = element('div', { className: 'output' });
  const say = (text, ...more) => output.replaceChildren(element('p', { textContent: text }), ...more);
  /** Sends a request to the sandbox. Until the reader answers the browser's question, the request waits. */
  const request = async (url, options) => {
    if (await permission() === 'prompt') say(filled(words.asking, { endpoint: own }));
    return fetch(url, options);
  };
  const shown = (text) => element('pre', { className: 'plain', tabIndex: 0, textContent: text });
  output.setAttribute('role', 'status');

  const endpoint = choice([[own, words.sandbox + own], ...operation.servers.map(({ url, description }) => [url, `${url} · ${description}`])]);
  const parts = [field(words.endpoint, endpoint, { isCode: false })];
  let tokenRow;
  const secret = element('input', { autocomplete: 'off', spellcheck: false, value: token, className: 'token' });
  if (operation.token) {
    const take = element('button', { type: 'button', textContent: words.take });
    take.addEventListener('click', async () => {
      try {
        const response = await request(own + login.path, { method: login.method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(login.body) });
        keep(response.headers.get(login.header));
        say(filled(words.taken, { project: (await response.json()).token.project.id }));
      } catch {
        say(await problem(own));
      }
    });
    tokenRow = field(words.token, secret, { isCode: false });
    tokenRow.append(take);
    parts.push(tokenRow);
  }
  const inputs = operation.fields.map((parameter) => {
    const { name, values, value } = parameter;
    const options = values ?? [];
    const input = values ? choice([...(parameter.required ? [] : [['', words.unset]]), ...options.map((option) => [option, option])]) : element('input', { autocomplete: 'off', spellcheck: false });
    input.value = name === login.header && token ? token : value;
    if (name === login.header) input.classList.add('token');
    parts.push(field(name, input));
    return { ...parameter, input };
  });
  const body = element('textarea', { rows: 14, spellcheck: false });
  if (operation.bodies.length) {
    const fill = (index) => (body.value = JSON.stringify(operation.bodies[index].value, null, 2));
    const example = choice(operation.bodies.map(({ summary }, index) => [index, summary]));
    example.addEventListener('change', () => fill(example.value));
    fill(0);
    parts.push(field(words.example, example, { isCode: false }), field(words.body, body, { isCode: false }));
  }

  const form = element('form', { noValidate: true }, ...parts, element('button', { className: 'primary', textContent: words.send }));
  const hint = element('p', { className: 'hint' });
  const explain = () => {
    const isReal = endpoint.value !== own;
    if (tokenRow) tokenRow.hidden = isReal; // a real token has no place here
    const where = own === location.origin ? words.served : filled(words.elsewhere, { command: COMMAND });
    hint.replaceChildren(...(isReal ? [] : [where, element('br'), words.sandbox_only]));
    if (isReal) send();
    else output.replaceChildren();
  };
  endpoint.addEventListener('change', explain);

  async function send() {
    const missing = inputs.find(({ required, input }) => required && !input.value);
    if (missing) {
      say(filled(words.missing, { name: missing.name }));
      missing.input.focus();
      return;
    }
    const given = inputs.filter(({ input }) => input.value).map((parameter) => ({ ...parameter, value: parameter.input.value.trim() }));
    const path = given.filter((parameter) => parameter.in === 'path').reduce((text, { name, value }) => text.replace(`{${name}}`, encodeURIComponent(value)), operation.path);
    const query = new URLSearchParams(given.filter((parameter) => parameter.in === 'query').map(({ name, value }) => [name, value]));
    const url = `${endpoint.value}${path}${query.size ? `?${query}` : ''}`;
    // `Content-Type` is mandatory, but OpenAPI cannot declare it as a parameter.
    const headers = { 'Content-Type': 'application/json', ...Object.fromEntries(given.filter((parameter) => parameter.in === 'header').map(({ name, value }) => [name, value])) };
    if (endpoint.value !== own) {
      say(filled(operation.bodies.length ? words.real_body : words.real, { endpoint: endpoint.value }), shown(curl(url, operation, headers)));
      return;
    }
    if (operation.token && secret.value) headers[operation.token] = secret.value.trim();
    try {
      const response = await request(url, { method: operation.method, headers, body: operation.bodies.length ? body.value : undefined, cache: 'no-store' });
      const text = await response.text();
      const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      keep(response.headers.get(login.header));
      say(`${operation.method} ${url}`, shown(`${response.status} ${response.statusText}\n${head}\n\n${pretty(text)}`));
    } catch {
      say(await problem(own));
    }
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  place.append(hint, form, output);
  explain();
}

/** Keeps a token for all forms of the page. */
function keep(issued) {
  if (!issued) return;
  token = issued;
  for (const input of document.querySelectorAll('input.token')) input.value = issued;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

for (const button of document.querySelectorAll('[data-try]')) {
  const place = document.querySelector(`[data-form="${button.dataset.try}"]`);
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', async () => {
    place.hidden = !place.hidden;
    button.setAttribute('aria-expanded', String(!place.hidden));
    button.textContent = place.hidden ? label : words.close;
    if (!place.childElementCount && !place.hidden) await build(place, operations[button.dataset.try]);
  });
}
