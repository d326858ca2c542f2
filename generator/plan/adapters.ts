import type { ExternalSystem, Model } from '../resolve/model.ts';
import { fileSlug } from '../resolve/slug.ts';

/** The adapter that an external system needs. */
export interface WantedAdapter {
  readonly system: string;
  readonly path: string;
  readonly isWritten: boolean;
}

export function adaptersOf(model: Model, isWritten: (path: string) => boolean): readonly WantedAdapter[] {
  return systemsToConnect(model).map((system) => ({ system: system.name, path: adapterPath(system), isWritten: isWritten(adapterPath(system)) }));
}

/** One that is never asked for anything needs nobody who talks to it. */
export function systemsToConnect({ externalSystems }: Model): readonly ExternalSystem[] {
  return externalSystems.filter((system) => system.does.length > 0);
}

/** Where a developer writes the adapter of a system, from the project's folder: it belongs to the system, whichever models speak of it. */
export function adapterPath({ name }: ExternalSystem): string {
  return `adapters/${fileSlug(name)}.ts`;
}

/** What that file has to export. */
export function adapterMaker({ identifier }: ExternalSystem): string {
  return `create${identifier}`;
}
