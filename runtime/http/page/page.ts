import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { commandForms, reportForms } from './command-form.ts';
import { OPEN } from '../identify.ts';
import { type Html, html } from './html.ts';
import { readModelTable } from './read-model-table.ts';

/** Style and script, as they stand beside this file. Both go into the page itself, which asks for nothing else. */
interface Assets {
  readonly style: string;
  readonly script: string;
}

/** A page that shows the application to a person, and lets one try it. */
export function servePage(server: FastifyInstance, definition: ApplicationDefinition, asksForToken: boolean): void {
  const assets = { style: asset('page.css'), script: asset('in-browser.js') };
  const { html: page } = pageOf(definition, assets, asksForToken);
  const policy = contentSecurityPolicy(assets);
  server.get('/', { config: OPEN }, async (_, reply) =>
    reply.type('text/html; charset=utf-8').header('Content-Security-Policy', policy).header('Referrer-Policy', 'no-referrer').header('Cache-Control', 'no-cache').send(page),
  );
}

function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Nothing but these two texts is ever run or drawn, whatever somebody managed to smuggle into a name or a row. */
function contentSecurityPolicy({ style, script }: Assets): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

function pageOf(definition: ApplicationDefinition, { style, script }: Assets, asksForToken: boolean): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${definition.name}</title><link rel="icon" href="data:,"><style>${{ html: style }}</style></head>
<body>
<header class="top"><div><h1>${definition.name}</h1>${definition.about === undefined ? undefined : html`<p>${definition.about.trim()}</p>`}</div>
<p class="links"><span id="health" class="health" role="status">…</span><a class="jump" href="#do">What can be done</a><a href="/openapi.json">API description</a><a href="/asyncapi.json">Events</a></p>${asksForToken ? token() : whoYouAre(definition)}</header>
<noscript><p class="outcome bad">This page shows what is going on as it happens, and needs JavaScript for it. <a href="/openapi.json">The API</a> does not.</p></noscript>
<main><div class="see"><h2>What there is to see</h2>${definition.readModels.map(readModelTable)}${asksForToken ? undefined : externalSystems(definition)}</div>
<div class="do" id="do"><h2>What can be done</h2>${definition.aggregates.map(commandForms).filter((form) => form !== undefined)}${reportForms(definition)}</div></main>
<script>${{ html: script }}</script>
</body></html>
`;
}

/** Rules and read models may ask who somebody is. Here one may be anybody. */
function whoYouAre({ actors }: ApplicationDefinition): Html | undefined {
  if (actors.length === 0) return undefined;
  return html`<p class="who"><label>You are <select id="who"><option value="">whoever may</option>${actors.map(({ name }) => html`<option>${name}</option>`)}</select></label>
<label>with id <input id="who-id" autocomplete="off" spellcheck="false" maxlength="200" placeholder="nobody in particular"></label></p>`;
}

/** Kept in this page alone, for as long as it is open. */
function token(): Html {
  return html`<p class="who"><label>Your token <input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="a JSON Web Token"></label></p>`;
}

function externalSystems({ externalSystems: all }: ApplicationDefinition): Html | undefined {
  const systems = all.filter(({ definition }) => Object.keys(definition.requests).length > 0);
  if (systems.length === 0) return undefined;
  return html`<section class="read-model" data-requests>
<header>${systems.map(({ definition }) => html`<h3 class="sticky system-name">${definition.name}</h3>`)}<p class="question">What were other systems asked to do?</p></header>
<div class="scroll"><table><thead><tr><th scope="col">request</th><th scope="col">with</th><th scope="col">asked</th><th scope="col">delivered</th></tr></thead><tbody></tbody></table></div>
<p class="nothing" hidden>Nothing here yet.</p>
</section>`;
}
