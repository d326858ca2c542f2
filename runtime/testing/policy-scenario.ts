import type { Temporal } from 'temporal-polyfill';
import type { Message } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Outbox } from '../reaction/outbox.ts';
import { passTime } from '../reaction/pass-time.ts';
import type { PolicyDefinition } from '../reaction/policy.ts';
import { follow } from '../reaction/settle.ts';
import type { Vocabulary } from '../reaction/vocabulary.ts';
import { differenceInOrder, sentWording } from './difference.ts';
import type { Entry, Expected } from './entry.ts';
import { callSite, type WentWrong } from './failure.ts';
import { entryInWords } from './in-words.ts';
import { momentThen, type Scene, scene, type Setting, settingOf, type TimePassing } from './setting.ts';
import { expectedMessage, happen, messageEntry, setStage } from './stage.ts';
import { linesOfEntries, type Outcome, play, refuseAwait } from './telling.ts';

/** What one policy sends because of one event, or because time passes. It is recorded and not executed. */
export interface PolicyScenario<Event extends Message, Sent extends Message> extends Scene<PolicyScenario<Event, Sent>> {
  /** What has happened before, in order. Read models and pending delays know it; no policy reacts to it. */
  given(...events: readonly Event[]): PolicyScenario<Event, Sent>;
  when(event: Event): PolicyOutcome<Sent>;
  /** What is due meanwhile strikes, each at its own time. */
  whenTimePasses(duration: Temporal.DurationLike): PolicyOutcome<Sent>;
}

/** What a policy is to send; each resolves when it does, and rejects with what it sent instead. */
export interface PolicyOutcome<Sent extends Message> {
  /** The whole list of commands and requests, in order. Fields that are not mentioned are not compared. */
  then(...expected: readonly Expected<Sent>[]): Promise<void>;
  thenNothing(): Promise<void>;
}

/** An example of one policy: events that are given, one that happens, and what is sent. Nothing of it is carried out. */
export function policyScenario<Event extends Message = Message, Sent extends Message = Message>(
  application: ApplicationDefinition,
  policy: PolicyDefinition,
  source: string,
): PolicyScenario<Event, Sent> {
  return scenario<Event, Sent>(policy, settingOf(application, source));
}

function scenario<Event extends Message, Sent extends Message>(policy: PolicyDefinition, setting: Setting): PolicyScenario<Event, Sent> {
  return {
    ...scene(setting, (anew) => scenario<Event, Sent>(policy, anew)),
    given: (...events) => scenario(policy, { ...setting, given: [...setting.given, ...events] }),
    when: (event) => outcome(policy, setting, event),
    whenTimePasses: (passes) => outcome(policy, setting, { passes }),
  };
}

function outcome<Sent extends Message>(policy: PolicyDefinition, setting: Setting, event: Message | TimePassing): PolicyOutcome<Sent> {
  const finished: PolicyOutcome<Sent> = {
    then: (...expected) => {
      refuseAwait(expected);
      return play(callSite(finished.then), setting, event, (vocabulary) => {
        const entries = expected.map((each) => expectedMessage(vocabulary, each));
        return reacted(vocabulary, policy, setting, event, linesOfEntries(entries), (sent) => compared(policy, vocabulary, entries, sent));
      });
    },
    thenNothing: () =>
      play(callSite(finished.thenNothing), setting, event, (vocabulary) => reacted(vocabulary, policy, setting, event, ['nothing'], (sent) => compared(policy, vocabulary, [], sent))),
  };
  return finished;
}

type Judge = (sent: readonly Message[]) => WentWrong | undefined;

function reacted(vocabulary: Vocabulary, policy: PolicyDefinition, setting: Setting, when: Message | TimePassing, then: readonly string[], judge: Judge): Outcome {
  return {
    then,
    judge: async () => {
      const sent: Message[] = [];
      const stage = await setStage(setting, () => recording(vocabulary, sent));
      const itself = ({ name }: { readonly name: string }): boolean => name === policy.name;
      const settle = async (): Promise<void> => {
        const head = await stage.store.events.head();
        for (const follower of [...stage.projections, ...stage.policies.filter(itself)]) await follow(follower, head);
      };
      if ('passes' in when) await passTime(stage, { clock: stage.clock, until: momentThen(stage.clock.now(), when), policies: stage.timed.filter(itself), settle });
      else await happen(stage, when, setting.by).then(settle);
      return judge(sent);
    },
  };
}

/** Accepts everything and does nothing. */
function recording(vocabulary: Vocabulary, sent: Message[]): Outbox {
  return {
    sendCommand: async (command) => {
      sent.push(command);
      return { kind: 'accepted', id: '', stream: '', revision: 0, position: 0n, events: [] };
    },
    keepRequest: async ({ type, data }) => {
      sent.push({ type, data: vocabulary.destinationOf(type).data.decode(data) });
    },
  };
}

function compared(policy: PolicyDefinition, vocabulary: Vocabulary, expected: readonly Entry[], sent: readonly Message[]): WentWrong | undefined {
  if (sent.length > 0 || expected.length === 0) return differenceInOrder(expected, sent.map((message) => messageEntry(vocabulary, message)), sentWording);
  return { sentences: [`${policy.name} sent nothing.`], lines: [...expected.map((entry) => `- ${entryInWords(entry)}`), '+ nothing'] };
}
