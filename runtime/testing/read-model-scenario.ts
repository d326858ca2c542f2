import type { Message } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import { follow } from '../reaction/settle.ts';
import { differenceInAnyOrder } from './difference.ts';
import type { Entry } from './entry.ts';
import { callSite, type WentWrong } from './failure.ts';
import { entryInWords } from './in-words.ts';
import { expectedRow, rowsOf, rowWording } from './rows.ts';
import { type Scene, scene, type Setting, settingOf } from './setting.ts';
import { happen, setStage } from './stage.ts';
import { linesOfEntries, type Outcome, play, refuseAwait } from './telling.ts';

/** What a read model shows after some events: to whoever `by` names, where its rows are not for everybody. */
export interface ReadModelScenario<Row extends object, Event extends Message> extends Scene<ReadModelScenario<Row, Event>>, ReadModelOutcome<Row> {
  given(...events: readonly Event[]): ReadModelScenario<Row, Event>;
  when(event: Event): ReadModelOutcome<Row>;
}

/** What a read model is to show; each resolves when it does, and rejects with what it shows instead. */
export interface ReadModelOutcome<Row extends object> {
  /** The whole list of rows, in any order. Fields that are not mentioned are not compared. */
  then(...expected: readonly Partial<Row>[]): Promise<void>;
  /** No rows. */
  thenNothing(): Promise<void>;
}

/** An example of one read model: events that are given, and the rows that come of them. */
export function readModelScenario<Row extends object, Event extends Message = Message>(
  application: ApplicationDefinition,
  readModel: ReadModelDefinition<Row>,
  source: string,
): ReadModelScenario<Row, Event> {
  return scenario<Row, Event>(readModel, settingOf(application, source));
}

function scenario<Row extends object, Event extends Message>(readModel: ReadModelDefinition<Row>, setting: Setting): ReadModelScenario<Row, Event> {
  return {
    ...scene(setting, (anew) => scenario<Row, Event>(readModel, anew)),
    ...outcome<Row>(readModel, setting, undefined),
    given: (...events) => scenario(readModel, { ...setting, given: [...setting.given, ...events] }),
    when: (event) => outcome(readModel, setting, event),
  };
}

function outcome<Row extends object>(readModel: ReadModelDefinition<Row>, setting: Setting, event: Message | undefined): ReadModelOutcome<Row> {
  const finished: ReadModelOutcome<Row> = {
    then: (...expected) => {
      refuseAwait(expected);
      return play(callSite(finished.then), setting, event, () => {
        const rows = expected.map((row) => expectedRow(readModel, row));
        return { then: linesOfEntries(rows), judge: () => judge(readModel, setting, event, rows) };
      });
    },
    thenNothing: () => play(callSite(finished.thenNothing), setting, event, (): Outcome => ({ then: ['nothing'], judge: () => judge(readModel, setting, event, []) })),
  };
  return finished;
}

async function judge(readModel: ReadModelDefinition, setting: Setting, event: Message | undefined, expected: readonly Entry[]): Promise<WentWrong | undefined> {
  const stage = await setStage(setting);
  if (event !== undefined) {
    const { position } = await happen(stage, event, setting.by);
    for (const follower of stage.projections) await follow(follower, position);
  }
  const rows = await rowsOf(stage, readModel, setting.by);
  if (rows.length > 0 || expected.length === 0) return differenceInAnyOrder(expected, rows, rowWording(readModel));
  return { sentences: [`${readModel.name} has no rows.`], lines: [...expected.map((row) => `- ${entryInWords(row)}`), '+ no rows'] };
}
