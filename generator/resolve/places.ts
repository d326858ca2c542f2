import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Model } from './model.ts';
import { fileSlug, reservedFiles, reservedPaths, urlSlug } from './slug.ts';

/**
 * Reports names that would be found at an address, or written to a file, that belongs to something else. Two names of
 * the model never come to one address: they would have been too much alike.
 */
export function reportTakenPlaces(model: Model, report: Report): void {
  const withAddress = [...model.readModels, ...model.aggregates];
  for (const sticky of withAddress) {
    const path = urlSlug(sticky.name);
    if (reservedPaths.some((reserved) => reserved === path)) {
      report(diagnose('url-taken-by-server', sticky.span, { name: sticky.name, kind: sticky.kind, path }));
    }
  }
  for (const sticky of [...withAddress, ...model.policies, ...model.externalSystems]) {
    const file = fileSlug(sticky.name);
    if (reservedFiles.some((reserved) => reserved === file)) report(diagnose('file-name-taken', sticky.span, { name: sticky.name, kind: sticky.kind, file: `${file}.ts` }));
  }
}
