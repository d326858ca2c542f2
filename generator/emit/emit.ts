import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { FilePlan } from '../plan/file-plan.ts';

/** A generated file's text. `path` is below `generated/<model>/`. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Places the plan's finished strings in templates. Nothing is decided here: a template has `each`, `if` on a ready
 * value and partials, and what it prints needs no formatter.
 */
export function emit(plans: readonly FilePlan[]): readonly EmittedFile[] {
  return plans.map((plan) => ({ path: plan.path, text: templateFor(plan.template)(plan.view) }));
}

const handlebars = Handlebars.create();
const options: CompileOptions = { noEscape: true, strict: true, preventIndent: true };
const templates = new Map<FilePlan['template'], Handlebars.TemplateDelegate>();
for (const partial of ['header', 'message']) handlebars.registerPartial(partial, readTemplate(partial));

function templateFor(name: FilePlan['template']): Handlebars.TemplateDelegate {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const compiled = handlebars.compile(readTemplate(name), options);
  templates.set(name, compiled);
  return compiled;
}

function readTemplate(name: string): string {
  return readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8');
}
