import type { AggregateDefinition } from '../../aggregate/decider.ts';
import { type CommandEndpoint, commandEndpoints, makesIdentity } from '../command-routes.ts';
import { isRecord } from '../read-record.ts';
import { fieldInput, type FormField } from './field-input.ts';
import { type Html, html } from './html.ts';

/** An aggregate's commands, each with a form that sends it; those that only policies send are no part of it. */
export function commandForms(aggregate: AggregateDefinition): Html | undefined {
  const endpoints = commandEndpoints([aggregate]).filter(({ command }) => command.by.length > 0);
  if (endpoints.length === 0) return undefined;
  return html`<div class="aggregate"><h3 class="sticky aggregate-name">${aggregate.name}</h3>${about(aggregate.about)}
${endpoints.map(commandForm)}</div>`;
}

function commandForm(endpoint: CommandEndpoint): Html {
  const { name, url, command } = endpoint;
  return html`<details class="command"><summary>${name}</summary>
<form data-command="${name}" data-url="${url}">${about(command.about)}
${fieldsOf(endpoint).map(fieldInput)}
<div class="send"><label class="by">as <select data-actor>${command.by.map((actor) => html`<option>${actor}</option>`)}</select></label><button>${name}</button></div>
<output class="outcome" aria-live="polite" hidden></output>
</form></details>`;
}

function fieldsOf(endpoint: CommandEndpoint): readonly FormField[] {
  const { data } = endpoint.command;
  if (!isRecord(data)) return [];
  return Object.entries(data.fields).map(([name, codec]) => {
    const isIdentity = name === endpoint.aggregate.identity.field;
    return { name, words: data.wordsOf(name), codec, isIdentity, isMade: isIdentity && makesIdentity(endpoint) };
  });
}

function about(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="about">${text.trim()}</p>`;
}
