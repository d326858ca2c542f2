import type { CheckedAggregate, CheckedEvent } from '../check/checked-model.ts';
import { switchCases } from './cases.ts';
import { type Code, code, plain } from './code.ts';
import { bindingsOf, fieldMember } from './fields.ts';
import { functionHead, objectLiteral } from './layout.ts';
import type { Planning } from './planning.ts';
import { runtimeType, runtimeValue } from './types.ts';

/** The cases of `evolve`. Events that do the same to the state share one. */
export function planFolds(checked: CheckedAggregate, planning: Planning): { readonly folds: readonly string[]; readonly head: string; readonly codes: readonly Code[] } {
  const bodies = checked.events.map((event) => ({ event, ...foldOf(event, planning) }));
  const usesClock = bodies.some((each) => each.usesClock);
  const state = planning.names.type(checked.aggregate);
  const union = planning.names.union(checked.aggregate, 'Event');
  const clock = usesClock ? [code`occurredAt: ${runtimeType('Temporal')}.Instant`] : [];
  const parameters = [plain(`instance: Lifecycle<${state}>`), plain(`event: ${union}`), ...clock];
  return {
    folds: switchCases(bodies.map((each) => ({ type: each.event.event.name, body: each.body.text }))),
    head: functionHead('export function evolve', parameters, `Lifecycle<${state}>`).text,
    codes: [...bodies.map((each) => each.body), ...clock],
  };
}

function foldOf({ begins, ends, state }: CheckedEvent, planning: Planning): { readonly body: Code; readonly usesClock: boolean } {
  const { refer } = planning;
  const bindings = bindingsOf(planning, { event: 'event.data', state: 'state' }, { 'occurred at': 'occurredAt' });
  const members = state.map((value) => fieldMember(value, bindings, refer));
  const unchanged = !begins && state.every((value) => value.source.kind === 'kept');
  const before = code`${runtimeValue('stateOf')}(instance, event)`;
  const usesClock = bindings.used.has('occurredAt');
  if (unchanged) return { body: ends ? code`      return ${runtimeValue('ended')}(${before});` : plain('      return instance;'), usesClock };
  const literal = objectLiteral(members, '      return changed(instance, );'.length, 6);
  const after = begins || ends ? code`${runtimeValue(ends ? 'ended' : 'begun')}(${literal})` : code`${runtimeValue('changed')}(instance, ${literal})`;
  return { body: bindings.used.has('state') ? code`      const state = ${before};\n      return ${after};` : code`      return ${after};`, usesClock };
}
