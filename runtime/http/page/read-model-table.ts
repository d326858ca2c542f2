import type { ReadModelDefinition } from '../../reaction/read-model.ts';
import { filtersOf } from '../list-query.ts';
import { urlName } from '../url-name.ts';
import { type Html, html } from './html.ts';

/** A read model's question and the table that the script fills with its rows. */
export function readModelTable(model: ReadModelDefinition): Html {
  const url = `/${urlName(model.name)}`;
  const filters = filtersOf(model).map(({ parameter, field }) => html`<input type="search" data-filter="${parameter}" aria-label="${model.row.wordsOf(field)}" placeholder="${model.row.wordsOf(field)}">`);
  return html`<section class="read-model" data-read-model="${url}" data-rows="${model.key.length === 0 ? 'one' : 'many'}">
<header><h3 class="sticky read-model-name"><a href="${url}">${model.name}</a></h3><p class="question">${model.question ?? model.about?.trim()}</p><div class="filters">${filters}</div></header>
<div class="scroll"><table><thead><tr>${Object.entries(model.row.fields).map(([field, codec]) => html`<th scope="col" data-field="${field}" data-column="${codec.column}">${model.row.wordsOf(field)}</th>`)}</tr></thead><tbody></tbody></table></div>
<p class="nothing" hidden>Nothing here yet.</p><button class="more" type="button" hidden>Show more</button>
</section>`;
}
