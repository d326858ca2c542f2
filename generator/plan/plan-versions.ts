import { lineOf } from '../diagnostics/span.ts';
import type { CheckedEvent, CheckedVersion } from '../check/checked-model.ts';
import type { Event } from '../resolve/model.ts';
import { type Code, code, plain } from './code.ts';
import { bindingsOf, fieldLines, fieldMember } from './fields.ts';
import type { VersionView } from './file-plan.ts';
import { docComment, functionHead, objectLiteral } from './layout.ts';
import type { Planning } from './planning.ts';

/** Upcasters: for each earlier version of an event its fields, and the function that makes the next version of them. */
export function planVersions(events: readonly CheckedEvent[], planning: Planning): { readonly views: readonly VersionView[]; readonly codes: readonly Code[] } {
  const planned = events.flatMap(({ event, earlier }) => earlier.map((each) => planVersion(event, each, planning)));
  return { views: planned.map(({ view }) => view), codes: planned.flatMap(({ codes }) => codes) };
}

function planVersion(event: Event, { version, becomes }: CheckedVersion, planning: Planning): { readonly view: VersionView; readonly codes: readonly Code[] } {
  const { names, refer } = planning;
  const { type, upcaster } = names.version(event, version.version);
  const { lines, codes } = fieldLines(version.fields, refer);
  const bindings = bindingsOf(planning, { event: 'event' }, {});
  const members = becomes.map((value) => fieldMember(value, bindings, refer));
  const next = version.version + 1 === event.version ? `${names.type(event)}['data']` : names.version(event, version.version + 1).type;
  const body = code`  return ${objectLiteral(members, '  return ;'.length, 2)};`;
  return {
    view: {
      docs: docComment([`What "${event.name}" was like in version ${version.version}.`, lineOf(version.span)]),
      type,
      fields: lines,
      head: functionHead(`function ${upcaster}`, [plain(`${bindings.used.has('event') ? 'event' : '_event'}: ${type}`)], next).text,
      body: body.text,
    },
    codes: [...codes, body],
  };
}
