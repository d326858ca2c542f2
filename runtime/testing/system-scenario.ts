import type { Temporal } from 'temporal-polyfill';
import type { CommandResult } from '../command/command-result.ts';
import type { Message } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Assembly } from '../reaction/assembly.ts';
import type { Outbox } from '../reaction/outbox.ts';
import { passTime } from '../reaction/pass-time.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import { settle } from '../reaction/settle.ts';
import { type Vocabulary, vocabularyOf } from '../reaction/vocabulary.ts';
import { differenceAmong, eventWording, sentWording } from './difference.ts';
import type { Entry, Expected } from './entry.ts';
import { callSite, type CallSite, type WentWrong } from './failure.ts';
import { entryInWords } from './in-words.ts';
import { expectedRow, rowDifference, rowsOf } from './rows.ts';
import { momentThen, type Scene, scene, type Setting, settingOf, type TimePassing } from './setting.ts';
import { eventsBehind, expectedMessage, happen, isEvent, messageEntry, sendThroughTheDoor, setStage } from './stage.ts';
import { linesOfEntries, play, refuseAwait } from './telling.ts';

/** What the whole system does, until nothing more happens. */
export interface SystemScenario<Sent extends Message> extends Scene<SystemScenario<Sent>> {
  /** What has happened before, in order. Read models and pending delays know it; no policy reacts to it. */
  given(...events: readonly Message[]): SystemScenario<Sent>;
  /** A command from outside, or an event that simply happens or is reported. */
  when(message: Message): SystemOutcome<Sent>;
  /** What is due meanwhile strikes, each at its own time, and everything that follows happens then. */
  whenTimePasses(duration: Temporal.DurationLike): SystemOutcome<Sent>;
}

type When = Message | TimePassing;

/** What is looked for when nothing more happens. What is not mentioned may be there too. */
export interface ExpectedOutcome<Sent extends Message = Message> {
  /** Events, and commands and requests sent by policies, each looked for in any order; there may be more. */
  readonly messages?: readonly Expected<Sent>[];
  /** By read model. A row is found by its key; one without is the only one there is. */
  readonly rows?: { readonly [readModel: string]: readonly object[] };
  /** What the command was refused for. Unless given, it must not have been. */
  readonly refused?: string;
}

/** What the system is to have come to; each resolves when it has, and rejects with what happened instead. */
export interface SystemOutcome<Sent extends Message> {
  then(expected: ExpectedOutcome<Sent>): Promise<void>;
  thenRefused(refusal: string): Promise<void>;
  /** Accepted, and nothing happened and nothing was sent. */
  thenNothing(): Promise<void>;
}

/** An example of the whole system: everything runs until nothing more happens. */
export function systemScenario<Sent extends Message = Message>(application: ApplicationDefinition, source: string): SystemScenario<Sent> {
  return scenario<Sent>(settingOf(application, source));
}

function scenario<Sent extends Message>(setting: Setting): SystemScenario<Sent> {
  return {
    ...scene(setting, (anew) => scenario<Sent>(anew)),
    given: (...events) => scenario({ ...setting, given: [...setting.given, ...events] }),
    when: (message) => outcome(setting, message),
    whenTimePasses: (passes) => outcome(setting, { passes }),
  };
}

function outcome<Sent extends Message>(setting: Setting, when: When): SystemOutcome<Sent> {
  const finished: SystemOutcome<Sent> = {
    then: (expected) => {
      refuseAwait([expected]);
      return judged(callSite(finished.then), setting, when, expected);
    },
    thenRefused: (refusal) => judged(callSite(finished.thenRefused), setting, when, { refused: refusal }),
    thenNothing: () =>
      play(callSite(finished.thenNothing), setting, when, () => ({
        then: ['nothing'],
        judge: async () => {
          const after = await run(setting, when);
          return refusalDifference(when, undefined, after) ?? nothingDifference(after);
        },
      })),
  };
  return finished;
}

function judged<Sent extends Message>(site: CallSite, setting: Setting, when: When, expected: ExpectedOutcome<Sent>): Promise<void> {
  return play(site, setting, when, (vocabulary) => {
    const messages = (expected.messages ?? []).map((message) => expectedMessage(vocabulary, message));
    const rows = Object.entries(expected.rows ?? {}).flatMap(([name, each]) => each.map((row) => rowOf(setting.application, name, row)));
    const then = [...(expected.refused === undefined ? [] : [`refused: ${expected.refused}`]), ...linesOfEntries([...messages, ...rows.map(({ entry }) => entry)])];
    return {
      then,
      judge: async () => {
        const after = await run(setting, when);
        const wording = ({ name }: Entry) => (isEvent(vocabulary, name) ? eventWording : sentWording);
        const differences = [refusalDifference(when, expected.refused, after), differenceAmong(messages, after.entries, wording), ...(await rowDifferences(after.stage, rows))];
        return together(differences);
      },
    };
  });
}

interface ExpectedRow {
  readonly readModel: ReadModelDefinition;
  readonly entry: Entry;
}

function rowOf(application: ApplicationDefinition, name: string, row: object): ExpectedRow {
  const readModel = application.readModels.find((each) => each.name === name);
  if (readModel === undefined) throw new Error(`There is no read model "${name}".`);
  return { readModel, entry: expectedRow(readModel, row) };
}

async function rowDifferences(stage: Assembly, expected: readonly ExpectedRow[]): Promise<readonly (WentWrong | undefined)[]> {
  return Promise.all(expected.map(async ({ readModel, entry }) => rowDifference(readModel, entry, await rowsOf(stage, readModel))));
}

/** What came after `when`. */
interface Aftermath {
  readonly stage: Assembly;
  /** Of the command in `when`; nothing when it is an event. */
  readonly result: CommandResult | undefined;
  /** Events, then what policies sent, each in order. */
  readonly entries: readonly Entry[];
}

async function run(setting: Setting, when: When): Promise<Aftermath> {
  const sent: Message[] = [];
  const vocabulary = vocabularyOf(setting.application);
  const stage = await setStage(setting, (real) => watching(vocabulary, real, sent));
  let after = await stage.store.events.head();
  let result: CommandResult | undefined;
  if ('passes' in when) await passTime(stage, { clock: stage.clock, until: momentThen(stage.clock.now(), when), settle });
  else if (isEvent(vocabulary, when.type)) after = (await happen(stage, when, setting.by)).position;
  else result = await sendThroughTheDoor(stage, setting, when);
  await settle(stage);
  const events = (await eventsBehind(stage, after)).map((event) => vocabulary.events.decode(event));
  return { stage, result, entries: [...events, ...sent].map((message) => messageEntry(vocabulary, message)) };
}

/** Remembers what policies send, and sends it. */
function watching(vocabulary: Vocabulary, real: Outbox, sent: Message[]): Outbox {
  return {
    sendCommand: (command, options) => {
      sent.push(command);
      return real.sendCommand(command, options);
    },
    keepRequest: (request) => {
      sent.push({ type: request.type, data: vocabulary.destinationOf(request.type).data.decode(request.data) });
      return real.keepRequest(request);
    },
  };
}

function refusalDifference(when: When, expected: string | undefined, { result, entries }: Aftermath): WentWrong | undefined {
  const actual = result?.kind === 'refused' ? result.refusal : undefined;
  if (actual === expected) return undefined;
  const type = 'passes' in when ? 'What happened' : when.type;
  const wanted = expected === undefined ? [] : [`- refused: ${expected}`];
  if (actual === undefined) return { sentences: [`${type} was not refused but accepted.`], lines: [...wanted, ...entries.map((entry) => `+ ${entryInWords(entry)}`)] };
  return { sentences: [`${type} was refused${expected === undefined ? '' : ' for another reason'}: ${actual}.`], lines: [...wanted, `+ refused: ${actual}`] };
}

function nothingDifference({ entries }: Aftermath): WentWrong | undefined {
  if (entries.length === 0) return undefined;
  return { sentences: ['Something happened, and the scenario says that nothing does.'], lines: ['- nothing', ...entries.map((entry) => `+ ${entryInWords(entry)}`)] };
}

function together(differences: readonly (WentWrong | undefined)[]): WentWrong | undefined {
  const wrong = differences.filter((each) => each !== undefined);
  return wrong.length === 0 ? undefined : { sentences: wrong.flatMap(({ sentences }) => sentences), lines: wrong.flatMap(({ lines }) => lines) };
}
