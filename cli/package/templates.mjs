import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const templates = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'generator', 'templates');

/** Stands for `generator/emit/templates.ts` in a bundle: the same templates, compiled beforehand. */
export async function compiledTemplates() {
  const { default: Handlebars } = await import('handlebars');
  const options = JSON.parse(readFileSync(join(templates, 'options.json'), 'utf8'));
  const names = readdirSync(templates).flatMap((file) => (file.endsWith('.hbs') ? [file.replace(/\.hbs$/, '')] : []));
  const compiled = names.map((name) => `  ${JSON.stringify(name)}: handlebars.template(${Handlebars.precompile(readFileSync(join(templates, `${name}.hbs`), 'utf8'), options)}),`);
  return `import Handlebars from 'handlebars/runtime';
const handlebars = Handlebars.create();
const templates = {
${compiled.join('\n')}
};
for (const [name, template] of Object.entries(templates)) handlebars.registerPartial(name, template);
export const templateFor = (name) => templates[name];
`;
}
