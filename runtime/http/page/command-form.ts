import type { AggregateDefinition } from '../../aggregate/decider.ts';
import type { Codec } from '../../message/codec.ts';
import { recordIn } from '../../message/composed-types.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { type CommandEndpoint, commandEndpoints, makesIdentity } from '../command-routes.ts';
import { reportEndpoints } from '../report-routes.ts';
import { fieldInput, type FormField } from './field-input.ts';
import { type Html, html } from './html.ts';

/** An aggregate's commands, each with a form that sends it; those that only policies send are no part of it. */
export function commandForms(aggregate: AggregateDefinition): Html | undefined {
  const endpoints = commandEndpoints([aggregate]).filter(({ command }) => command.by.length > 0);
  if (endpoints.length === 0) return undefined;
  return html`<div class="aggregate"><h3 class="sticky aggregate-name">${aggregate.name}</h3>${about(aggregate.about)}
${endpoints.map(commandForm)}</div>`;
}

/** The events that an external system reports, each with a form that reports one. */
export function reportForms(application: ApplicationDefinition): readonly Html[] {
  return application.externalSystems.flatMap((connected) => {
    const endpoints = reportEndpoints({ externalSystems: [connected] });
    if (endpoints.length === 0) return [];
    const { name, about: text } = connected.definition;
    return [html`<div class="aggregate"><h3 class="sticky system-name">${name}</h3>${about(text)}
${endpoints.map(({ name: event, url, event: { about: what, data } }) => messageForm({ name: event, url, about: what, by: [], fields: fieldsOf(data) }))}</div>`];
  });
}

function commandForm(endpoint: CommandEndpoint): Html {
  const { name, url, command } = endpoint;
  const identity = { field: endpoint.aggregate.identity.field, isMade: makesIdentity(endpoint) };
  return messageForm({ name, url, about: command.about, by: command.by, fields: fieldsOf(command.data, identity) });
}

interface MessageForm {
  readonly name: string;
  readonly url: string;
  readonly about: string | undefined;
  /** The actors who may send it; none for what a system reports. */
  readonly by: readonly string[];
  readonly fields: readonly FormField[];
}

function messageForm({ name, url, about: text, by, fields }: MessageForm): Html {
  const actors = by.length === 0 ? undefined : html`<label class="by">as <select data-actor>${by.map((actor) => html`<option>${actor}</option>`)}</select></label>`;
  return html`<details class="${by.length === 0 ? 'command report' : 'command'}"><summary>${name}</summary>
<form data-message="${name}" data-url="${url}">${about(text)}
${fields.map(fieldInput)}
<div class="send">${actors}<button>${name}</button></div>
<output class="outcome" aria-live="polite" hidden></output>
</form></details>`;
}

function fieldsOf(data: Codec<unknown>, identity?: { readonly field: string; readonly isMade: boolean }): readonly FormField[] {
  const record = recordIn(data);
  return Object.entries(record?.fields ?? {}).map(([name, codec]) => {
    const isIdentity = name === identity?.field;
    return { name, words: record?.wordsOf(name) ?? name, codec, isIdentity, isMade: isIdentity && identity.isMade };
  });
}

function about(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="about">${text.trim()}</p>`;
}
