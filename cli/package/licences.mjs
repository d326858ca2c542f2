import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages that `inputs`, paths from `root`, come from: whoever is given their code is given these. */
export function licencesOf(root, inputs) {
  const packages = new Set(inputs.flatMap((path) => /^(?<folder>.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.groups.folder ?? []));
  return [...packages].toSorted().map((folder) => licenceOf(join(root, folder))).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) ? readdirSync(folder).find((each) => /^licen[cs]e/i.test(each)) : undefined;
  if (file === undefined && license === undefined) throw new Error(`${name} does not say under which licence it may be passed on.`);
  return `${name} ${version} (${license})\n\n${file === undefined ? '' : `${readFileSync(join(folder, file), 'utf8').trim()}\n`}`;
}
