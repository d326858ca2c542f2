import { error, orNearest, warning } from '../code.ts';
import { rename } from '../fix.ts';

/** Mistakes in how files make up a model. */
export const includeCodes = {
  'include-not-found': error(
    (p: { path: string; full: string; nearest: string | undefined; certain?: boolean }) => `There is no file "${p.full}".${orNearest(p.nearest)}`,
    () => 'Write the path from this file on: `loans.yaml` lies beside it, `parts/loans.yaml` in a folder beside it.',
    (p, span) => (p.certain === true ? rename(span, p.path, p.nearest) : undefined),
  ),
  'include-is-folder': error((p: { path: string }) => `"${p.path}" is a folder, and \`includes\` names files.`, (p) => `Name each of its files, for example \`${p.path.replace(/\/$/, '')}/loans.yaml\`.`),
  'include-not-a-path': error((p: { path: string }) => `"${p.path}" is not the way from this file to another.`, () => 'Write the path from this file on, with "/" between its parts: `parts/loans.yaml`.'),
  'include-outside': error((p: { path: string }) => `"${p.path}" lies outside the project.`, () => 'Move the file into the project: whoever gets the project then gets the whole model.'),
  'includes-itself': error((p: { trail: readonly string[] }) => (p.trail.length === 2 ? 'This file includes itself.' : `These files include each other: ${p.trail.join(' includes ')}.`), () => 'Leave out one of the two.'),
  'included-twice': error((p: { path: string }) => `"${p.path}" is included twice.`, () => 'Delete one of them.'),
  'empty-part': error(() => 'This file says nothing yet, and a model includes it.', () => 'Write a part of the model into it, for example its `types:`, or leave it out under `includes`.'),
  'scenario-twice': error((p: { name: string }) => `There is a scenario "${p.name}" in another file of this model already.`, () => 'Give one of them another name.'),
  'not-in-a-part': error(
    (p: { key: string }) => `"${p.key}" is said once for a model, and this file is a part of one: another file includes it.`,
    (p) => (p.key === 'about' ? 'Move it to the file that has `model:`; for a remark about this file begin a line with "# ".' : 'Move it to the file that has `model:`.'),
  ),
  'file-of-no-model': warning(
    () => 'Nothing in this file counts: it has no `model:` of its own, and no model includes it.',
    () => 'Begin it with a line like `model: Bank`, or name it under `includes` in the model it belongs to.',
  ),
};
