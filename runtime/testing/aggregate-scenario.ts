import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { CommandResult } from '../command/command-result.ts';
import { instanceStream } from '../command/instance.ts';
import { loadInstance } from '../command/load-instance.ts';
import type { Message } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Assembly } from '../reaction/assembly.ts';
import type { Vocabulary } from '../reaction/vocabulary.ts';
import { differenceInOrder, eventWording } from './difference.ts';
import type { Entry, Expected } from './entry.ts';
import { callSite, type WentWrong } from './failure.ts';
import { entryInWords } from './in-words.ts';
import { givenMessages, type Scene, scene, type Setting, settingOf } from './setting.ts';
import { expectedMessage, messageEntry, sendThroughTheDoor, setStage } from './stage.ts';
import { linesOfEntries, type Outcome, play, refuseAwait } from './telling.ts';

/** What an aggregate does about one command, given what has happened to it. */
export interface AggregateScenario<Event extends Message, Command extends Message> extends Scene<AggregateScenario<Event, Command>> {
  /** What has happened, in order. */
  given(...events: readonly Event[]): AggregateScenario<Event, Command>;
  when(command: Command): AggregateOutcome<Event>;
}

/** What an aggregate is to answer; each resolves when it does, and rejects with what happened instead. */
export interface AggregateOutcome<Event extends Message> {
  /** The whole list of events, in order. Fields that are not mentioned are not compared. */
  then(...expected: readonly Expected<Event>[]): Promise<void>;
  /** By lifecycle, rule or invariant, named as in the model; or by a limit, whose sentence is its name. */
  thenRefused(refusal: string): Promise<void>;
  /** Accepted, and no event. */
  thenNothing(): Promise<void>;
}

/** An example of one aggregate: events that are given, a command, and what comes of it. `source` is where it stands in the model. */
export function aggregateScenario<Event extends Message = Message, Command extends Message = Message>(
  application: ApplicationDefinition,
  aggregate: AggregateDefinition,
  source: string,
): AggregateScenario<Event, Command> {
  return scenario<Event, Command>(aggregate, settingOf(application, source));
}

function scenario<Event extends Message, Command extends Message>(aggregate: AggregateDefinition, setting: Setting): AggregateScenario<Event, Command> {
  return {
    ...scene(setting, (anew) => scenario<Event, Command>(aggregate, anew)),
    given: (...events) => scenario(aggregate, { ...setting, given: [...setting.given, ...events] }),
    when: (command) => outcome(aggregate, setting, command),
  };
}

function outcome<Event extends Message>(aggregate: AggregateDefinition, setting: Setting, command: Message): AggregateOutcome<Event> {
  const finished: AggregateOutcome<Event> = {
    then: (...expected) => {
      refuseAwait(expected);
      return play(callSite(finished.then), setting, command, (vocabulary) => {
        const entries = expected.map((each) => expectedMessage(vocabulary, each));
        return sent(aggregate, setting, command, linesOfEntries(entries), (result) => happened(vocabulary, command, entries, result));
      });
    },
    thenRefused: (refusal) =>
      play(callSite(finished.thenRefused), setting, command, (vocabulary) =>
        sent(aggregate, setting, command, [`refused: ${refusal}`], (result) => refused(vocabulary, command, refusal, result)),
      ),
    thenNothing: () =>
      play(callSite(finished.thenNothing), setting, command, (vocabulary) =>
        sent(aggregate, setting, command, ['nothing'], (result) => happened(vocabulary, command, [], result)),
      ),
  };
  return finished;
}

function sent(aggregate: AggregateDefinition, setting: Setting, command: Message, then: readonly string[], judge: (result: CommandResult) => WentWrong | undefined): Outcome {
  return {
    then,
    judge: async () => {
      const stage = await setStage(setting);
      const misfit = await misfitOf(stage, aggregate, setting);
      return misfit ?? judge(await sendThroughTheDoor(stage, setting, command));
    },
  };
}

/** Given events that this aggregate can not have gone through. */
async function misfitOf({ store, vocabulary }: Assembly, aggregate: AggregateDefinition, setting: Setting): Promise<WentWrong | undefined> {
  const given = givenMessages(setting);
  const foreign = given.find(({ type }) => vocabulary.ownerOf(type).name !== aggregate.name);
  if (foreign !== undefined) return { sentences: [`What is given does not fit: ${foreign.type} is no event of ${aggregate.name}.`], lines: [] };
  try {
    for (const stream of new Set(given.map((event) => instanceStream(aggregate, event)))) await loadInstance({ events: store.events, registry: vocabulary.events }, aggregate, stream, undefined);
    return undefined;
  } catch (error) {
    return { sentences: [`What is given does not fit. ${error instanceof Error ? error.message : String(error)}`], lines: [] };
  }
}

export function happened(vocabulary: Vocabulary, command: Message, expected: readonly Entry[], result: CommandResult): WentWrong | undefined {
  const lines = expected.map((entry) => `- ${entryInWords(entry)}`);
  if (result.kind === 'refused') return { sentences: [`${command.type} was refused: ${result.refusal}.`], lines: [...lines, `+ refused: ${result.refusal}`] };
  const events = eventsOf(vocabulary, result);
  if (events.length === 0 && expected.length > 0) return { sentences: [`${command.type} was accepted, and nothing happened.`], lines: [...lines, '+ nothing'] };
  return differenceInOrder(expected, events, eventWording);
}

export function refused(vocabulary: Vocabulary, command: Message, refusal: string, result: CommandResult): WentWrong | undefined {
  if (result.kind === 'refused') {
    if (result.refusal === refusal) return undefined;
    return { sentences: [`${command.type} was refused for another reason: ${result.refusal}.`], lines: [`- refused: ${refusal}`, `+ refused: ${result.refusal}`] };
  }
  const events = eventsOf(vocabulary, result).map((entry) => `+ ${entryInWords(entry)}`);
  return { sentences: [`${command.type} was not refused but accepted${events.length === 0 ? ', and nothing happened' : ''}.`], lines: [`- refused: ${refusal}`, ...(events.length === 0 ? ['+ nothing'] : events)] };
}

function eventsOf(vocabulary: Vocabulary, result: CommandResult): readonly Entry[] {
  if (result.kind === 'accepted') return result.events.map((event) => messageEntry(vocabulary, event));
  throw new Error(`The command ended in "${result.kind}", which can not be where nobody else writes.`);
}
