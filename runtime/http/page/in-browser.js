// Fills the tables with what is there, every two seconds and after each command, and sends the forms. It builds every
// element itself and never writes HTML, so that what stands in a row stays text.

const PAUSE_IN_MILLISECONDS = 2000;

/** Rows at first: on a phone, each takes several lines. */
const FIRST_ROWS = matchMedia('(max-width: 34rem)').matches ? 4 : 20;

/** Makes an element with text or other elements in it. */
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** An answer's JSON; for a problem, its details. */
async function ask(url, options) {
  try {
    const response = await fetch(url, { cache: 'no-store', ...options });
    return { status: response.status, json: await response.json() };
  } catch {
    return { status: 0, json: { title: 'No answer', detail: 'The server does not answer. Is it running?' } };
  }
}

// Who

/** Where tokens say who one is, there is a field for one. It is kept nowhere else. */
const tokenField = document.getElementById('token');

/** The token, or who one has chosen to be, as headers. A form says by itself as which actor it is sent. */
function identity(actor = document.getElementById('who')?.value) {
  if (tokenField) return hasToken() ? { Authorization: `Bearer ${tokenField.value.trim()}` } : {};
  const id = document.getElementById('who-id')?.value.trim();
  return { ...(actor ? { Actor: encodeURIComponent(actor) } : {}), ...(id ? { 'Actor-Id': encodeURIComponent(id) } : {}) };
}

function hasToken() {
  return /^[\w.-]+$/.test(tokenField.value.trim());
}

/** Every form that this actor may send is sent as this actor from now on. */
function becomeActor() {
  const { value } = document.getElementById('who');
  for (const select of document.querySelectorAll('[data-actor]')) {
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
}

// Values

const NUMBERS = ['bigint', 'numeric'];

function asText(value, column) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (column === 'timestamptz') return moment(value);
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((item) => asText(item)).join('; ');
  return typeof value === 'object' ? inWords(value) : String(value);
}

/** A record: `article Tea, unit price 1.50`. */
function inWords(record) {
  return Object.entries(record).map(([field, value]) => `${wordsOf(field)} ${asText(value)}`).join(', ');
}

function moment(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** `label` is what stands beside the value where there is no room for a head. */
function cell(value, column, label) {
  const made = element('td', '', asText(value, column));
  made.dataset.label = label;
  if (value === null || value === undefined) made.classList.add('none');
  if (NUMBERS.includes(column)) made.classList.add('number');
  if (column === 'uuid') made.classList.add('id');
  if (column === 'timestamptz') {
    made.classList.add('moment');
    if (value) made.title = value;
  }
  return made;
}

// Tables

/** Draws only what changed since, so that a selection or a scroll position survives. */
function drawRows(section, rows, draw) {
  const text = JSON.stringify(rows);
  if (section.dataset.drawn === text) return;
  section.dataset.drawn = text;
  section.classList.toggle('empty', rows.length === 0);
  section.querySelector('.nothing').hidden = rows.length > 0;
  section.querySelector('tbody').replaceChildren(...rows.map(draw));
}

function readModelUrl(section, position) {
  const query = new URLSearchParams();
  for (const input of section.querySelectorAll('[data-filter]')) {
    if (input.value !== '') query.set(input.dataset.filter, input.value);
  }
  if (section.dataset.rows === 'many') query.set('limit', section.dataset.limit ?? String(FIRST_ROWS));
  if (position) query.set('wait-for', position);
  return `${section.dataset.readModel}?${query}`;
}

async function showReadModel(section, position) {
  const { status, json } = tokenField && !hasToken() ? { status: 401, json: { detail: 'Paste your token above to see what is here.' } } : await ask(readModelUrl(section, position), { headers: identity() });
  const none = [401, 403, 404].includes(status) || (status === 400 && section.querySelector('[data-filter]') !== null);
  if (status !== 200 && !none) return;
  section.querySelector('.nothing').textContent = status === 401 || status === 403 ? json.detail : 'Nothing here yet.';
  const rows = none ? [] : section.dataset.rows === 'one' ? [json] : json.items;
  const columns = [...section.querySelectorAll('th')].map((head) => ({ field: head.dataset.field, column: head.dataset.column, label: head.textContent }));
  drawRows(section, rows, (row) => drawRow(row, columns));
  section.querySelector('.more').hidden = none || section.dataset.rows === 'one' || json.next === null;
}

function drawRow(row, columns) {
  const made = element('tr', '', ...columns.map(({ field, column, label }) => cell(row[field], column, label)));
  if (columns.some(({ field }) => identityInputs(field).length > 0)) {
    made.classList.add('choosable');
    made.title = 'Click to fill it into the forms';
    made.addEventListener('click', () => choose(row, columns));
  }
  return made;
}

function identityInputs(field) {
  return [...document.querySelectorAll('[data-identity="yes"]')].filter((input) => input.dataset.field === field);
}

function choose(row, columns) {
  for (const { field } of columns) {
    for (const input of identityInputs(field)) {
      if (input.dataset.optional === 'no') input.value = String(row[field] ?? '');
    }
  }
}

async function showRequests(section) {
  const { status, json } = await ask('/requests.json');
  if (status === 200) drawRows(section, json.items.slice(0, FIRST_ROWS), drawRequest);
}

function drawRequest({ type, system, data, requestedAt, deliveredAt, attempts, lastError }) {
  const fields = Object.entries(data ?? {}).map(([field, value]) => `${wordsOf(field)} ${asText(value)}`);
  const waiting = lastError === null ? 'on its way' : `not yet, after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${lastError}`;
  const delivered = deliveredAt === null ? cell(waiting, 'text', 'delivered') : cell(deliveredAt, 'timestamptz', 'delivered');
  delivered.classList.toggle('waiting', deliveredAt === null);
  const name = cell(type, 'text', 'request');
  name.title = system;
  return element('tr', '', name, cell(fields.join(', '), 'text', 'with'), cell(requestedAt, 'timestamptz', 'asked'), delivered);
}

function wordsOf(identifier) {
  return identifier.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ').toLowerCase();
}

// Health

async function showHealth() {
  const { status, json } = await ask('/health/ready');
  // Strangers are not told what is in trouble.
  const troubles = json.troubles ?? [];
  const badge = document.getElementById('health');
  const troubled = status === 200 && troubles.length > 0;
  badge.textContent = status === 0 ? 'does not answer' : status !== 200 ? 'catching up' : troubled ? 'in trouble' : 'ready';
  badge.className = status === 200 && !troubled ? 'health good' : 'health bad';
  badge.title = troubled ? troubles.map(({ subscription, error }) => `${subscription}: ${error}`).join('\n') : (json.detail ?? 'Every read model and policy has caught up.');
}

async function showAll(position) {
  const sections = [...document.querySelectorAll('[data-read-model]')].map((section) => showReadModel(section, position));
  await Promise.all([...sections, ...[...document.querySelectorAll('[data-requests]')].map(showRequests), showHealth()]);
}

// Commands

/** What stands in a form, as the API takes it. What cannot be read is sent as it is: the server says what is wrong. */
function bodyOf(form) {
  const body = Object.create(null);
  for (const input of form.querySelectorAll('[data-kind]')) {
    const { kind, optional } = input.dataset;
    const isDigits = input.inputMode !== '';
    const text = isDigits ? input.value.trim() : input.value;
    if (text === '' && (optional === 'yes' || kind !== 'text' || isDigits)) continue;
    body[input.dataset.field] = valueOf(kind, text);
  }
  return body;
}

function valueOf(kind, text) {
  if (kind === 'number') return Number.isSafeInteger(Number(text)) ? Number(text) : text;
  if (kind === 'boolean') return text === 'true';
  if (kind !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function send(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  clearMistakes(form);
  const actor = form.querySelector('[data-actor]');
  const headers = { 'Content-Type': 'application/json', ...identity(actor?.value ?? '') };
  const { status, json } = await ask(form.dataset.url, { method: 'POST', headers, body: JSON.stringify(bodyOf(form)) });
  button.disabled = false;
  const accepted = status === 200 || status === 201;
  if (accepted) showAccepted(form, json);
  else showProblem(form, status, json);
  await showAll(accepted ? json.position : undefined);
}

function clearMistakes(form) {
  for (const place of form.querySelectorAll('[data-mistake]')) place.textContent = '';
  for (const input of form.querySelectorAll('.wrong')) input.classList.remove('wrong');
}

function outcome(form, className, ...content) {
  const place = form.querySelector('.outcome');
  place.className = `outcome ${className}`;
  place.replaceChildren(...content);
  place.hidden = false;
}

function showAccepted(form, { id, events }) {
  if (events.length === 0) return outcome(form, 'good', element('strong', '', 'Accepted'), 'Nothing had to happen.');
  const happened = events.map(({ type, data }) => {
    const fields = Object.entries(data).filter(([, value]) => value !== null && value !== id).map(([field, value]) => `${wordsOf(field)} ${asText(value)}`);
    return element('div', '', element('span', 'event', type), ` ${fields.join(', ')}`);
  });
  return outcome(form, 'good', element('strong', '', id), ...happened);
}

function showProblem(form, status, { title, detail, errors = [] }) {
  const unplaced = errors.filter((error) => !showMistake(form, error));
  if (status === 409) return outcome(form, 'bad', element('strong', '', 'Refused'), title);
  if (errors.length > 0 && unplaced.length === 0) return outcome(form, 'bad', element('strong', '', 'Not sent'), 'See above.');
  return outcome(form, 'bad', element('strong', '', title), detail ?? '');
}

function showMistake(form, { pointer = '', detail }) {
  const field = decodeURIComponent(pointer.split('/')[1] ?? '');
  const place = [...form.querySelectorAll('[data-mistake]')].find((each) => each.dataset.mistake === field);
  if (!place) return false;
  place.textContent = detail;
  place.closest('label').querySelector('[data-kind]').classList.add('wrong');
  return true;
}

// From here on it runs.

// One form stands open, to show what the others are.
document.querySelector('details.command')?.setAttribute('open', '');

for (const form of document.querySelectorAll('form[data-message]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form);
  });
}
for (const section of document.querySelectorAll('[data-read-model]')) {
  section.addEventListener('input', () => showReadModel(section));
  section.querySelector('.more').addEventListener('click', () => {
    section.dataset.limit = String(Math.min(1000, Number(section.dataset.limit ?? FIRST_ROWS) * 5));
    showReadModel(section);
  });
}
document.getElementById('who')?.addEventListener('change', () => {
  becomeActor();
  showAll();
});
document.getElementById('who-id')?.addEventListener('change', () => showAll());
tokenField?.addEventListener('input', () => showAll());
// The token says as whom: the server takes the first of its actors who may.
if (tokenField) for (const label of document.querySelectorAll('.by')) label.remove();
(async function live() {
  if (!document.hidden) await showAll();
  setTimeout(live, PAUSE_IN_MILLISECONDS);
})();
