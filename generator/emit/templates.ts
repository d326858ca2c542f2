import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { FilePlan } from '../plan/file-plan.ts';

/**
 * The templates beside this room, compiled when they are first asked for. The bundle that the command runs from has a
 * module of the same shape in place of this one, in which they are compiled already: see `cli/bundle.mjs`.
 */
const handlebars = Handlebars.create();
const options: CompileOptions = JSON.parse(textOf('options.json'));
const templates = new Map<FilePlan['template'], Handlebars.TemplateDelegate>();
for (const partial of ['header', 'message']) handlebars.registerPartial(partial, textOf(`${partial}.hbs`));

export function templateFor(name: FilePlan['template']): Handlebars.TemplateDelegate {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const compiled = handlebars.compile(textOf(`${name}.hbs`), options);
  templates.set(name, compiled);
  return compiled;
}

function textOf(file: string): string {
  return readFileSync(new URL(`../templates/${file}`, import.meta.url), 'utf8');
}
