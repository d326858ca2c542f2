import type { ExternalSystem, ReportedEvent, Request } from '../resolve/model.ts';
import { adapterMaker, adapterPath } from './adapters.ts';
import { otherwise } from './cases.ts';
import { code, plain, stringLiteral } from './code.ts';
import type { FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { aliased, docComment, memberName, objectLiteral, unionType } from './layout.ts';
import { aboutMember, messageView } from './messages.ts';
import { docsOf, fileOf, type Planning } from './planning.ts';
import { recordCode, runtimeType, runtimeValue } from './types.ts';

/** The file of an external system: its requests, the port a developer implements, and the recording stand-in. */
export function planExternalSystem(system: ExternalSystem, planning: Planning): FilePlan {
  const { names } = planning;
  const path = fileOf(system);
  const requests = system.does.map((request) => planRequest(request, planning));
  const reports = system.reports.map((report) => planReport(report, planning));
  const pieces = [
    ...[...requests, ...reports].flatMap((each) => each.codes), runtimeValue('assertNever'), runtimeValue('defineExternalSystem'),
    ...(requests.length === 0 ? [] : [runtimeType('Delivery')]),
  ];
  const union = names.requestsOf(system);
  const reportUnion = names.reportsOf(system);
  return {
    template: 'external-system',
    path,
    view: {
      source: system.span.source.path,
      imports: importLines(pieces, path),
      requests: requests.map((each) => each.view),
      reports: reports.map((each) => each.view),
      reportUnion,
      reportTypes: aliased(unionType(system.reports.map((report) => plain(names.type(report))), `export type ${reportUnion} = `.length)),
      valueDocs: docComment(docsOf(system)),
      otherRequest: otherwise('request', system.does),
      requestUnion: union,
      requestTypes: aliased(unionType(system.does.map((request) => plain(names.type(request))), `export type ${union} = `.length)),
      docs: docComment([
        system.about,
        `Implement this to talk to it, in \`${adapterPath(system)}\`: \`export function ${adapterMaker(system)}(environment: Environment): ${names.type(system)} | undefined\`. A request is delivered at least once: when the promise rejects, or the process dies, the same request comes again with the same \`delivery.idempotencyKey\`.`,
        ...docsOf({ ...system, about: '' }).slice(1),
      ]),
      port: names.type(system),
      value: names.value(system),
      name: stringLiteral(system.name),
      about: system.about === undefined ? undefined : stringLiteral(system.about.trim()),
      recordingDocs: docComment([`Stands in for "${system.name}" until there is an adapter: it only remembers what it was asked.`]),
      recordingType: names.recordingType(system),
      recordingValue: names.recordingValue(system),
    },
  };
}

function planReport(report: ReportedEvent, planning: Planning) {
  const { view, codes } = messageView(report, planning);
  const start = `    ${memberName(report.name)}: { version: 1, data:  },`;
  const data = recordCode(report.fields, planning.refer, start.length, 4);
  const definition = code`${memberName(report.name)}: ${objectLiteral([plain('version: 1'), ...aboutMember(report.about), code`data: ${data}`], start.length, 4)}`;
  return { view: { ...view, definition: definition.text }, codes: [...codes, definition] };
}

function planRequest(request: Request, planning: Planning) {
  const { view, codes } = messageView(request, planning);
  const start = `    ${memberName(request.name)}: { data:  },`;
  const data = recordCode(request.fields, planning.refer, start.length, 4);
  const definition = code`${memberName(request.name)}: ${objectLiteral([...aboutMember(request.about), code`data: ${data}`], start.length, 4)}`;
  return {
    view: { ...view, method: memberName(planning.names.value(request)), methodDocs: docComment(docsOf(request), 2), definition: definition.text },
    codes: [...codes, definition],
  };
}
