import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Scope } from '../feel/scope.ts';
import { type Facts, noFacts } from '../feel/typing/type-expression.ts';
import type { ClockReaction, Command, Field, Named, Policy, PolicyLookUp, PolicyReaction, ReactionBody, Request, Send } from '../resolve/model.ts';
import { isBeginning, isUnsure } from './check-aggregate.ts';
import type { CheckedBody, CheckedLookUp, CheckedPolicy, CheckedReaction, CheckedSend, FieldValue } from './checked-model.ts';
import { checkCondition } from './checking.ts';
import { fillFields, type Giver, takenOver, writtenOrTakenOver } from './field-values.ts';
import { clockKeyScope, clockScope, lookUpKeyScope, policyScope, type Surroundings } from './scopes.ts';

/** Types a policy's conditions, look-ups and values, and traces every field of what it sends. */
export function checkPolicy(policy: Policy, around: Surroundings, report: Report): Omit<CheckedPolicy, 'scenarios'> {
  const reactions = policy.reactions.map((reaction): CheckedReaction => ({ reaction, events: reaction.events.map((link) => link.to), ...checkBody(reaction, whenever(reaction, around), policy, report) }));
  return { policy, reactions, ...(policy.clock === undefined ? {} : { clock: { reaction: policy.clock, ...checkBody(policy.clock, everyTime(policy.clock, around), policy, report) } }) };
}

/** What sets a reaction off, and what may be named because of it. */
interface Trigger {
  /** Whose fields are taken over: of several events, what all of them have. */
  readonly giver: Giver;
  /** In sentences, without quotes. */
  readonly called: string;
  readonly stickies: readonly Named[];
  readonly keyScope: Scope;
  readonly scope: Scope;
  readonly refusedScope: Scope;
}

function whenever(reaction: PolicyReaction, around: Surroundings): Trigger {
  const keyScope = lookUpKeyScope(reaction, around);
  const name = reaction.events.map((link) => `"${link.to.name}"`).join(' or ');
  return {
    giver: { role: { kind: 'event' }, fields: keyScope.owners[0]?.fields ?? [], name },
    called: name.replaceAll('"', ''),
    stickies: reaction.events.map((link) => link.to),
    keyScope,
    scope: policyScope(reaction, false, around),
    refusedScope: policyScope(reaction, true, around),
  };
}

function everyTime(reaction: ClockReaction, around: Surroundings): Trigger {
  const { forEach } = reaction;
  const called = forEach === undefined ? 'the clock' : forEach.to.name;
  return {
    giver: { role: { kind: 'row' }, fields: forEach?.to.fields ?? [], name: forEach === undefined ? called : `"${called}"` },
    called,
    stickies: forEach === undefined ? [] : [forEach.to],
    keyScope: clockKeyScope(reaction, around),
    scope: clockScope(reaction, false, around),
    refusedScope: clockScope(reaction, true, around),
  };
}

function checkBody(body: ReactionBody, trigger: Trigger, policy: Policy, report: Report): CheckedBody {
  const { condition, facts } = checkCondition(body.if, trigger.scope, noFacts, report);
  if (body.ifRefused.length > 0 && !body.then.some((send) => send.target.kind === 'command')) {
    report(diagnose('if-refused-without-command', body.ifRefused[0]?.span ?? body.span, { policy: policy.name }));
  }
  return {
    lookUps: body.lookUps.map((lookUp) => checkLookUp(lookUp, trigger, report)),
    ...(condition === undefined ? {} : { condition }),
    sends: body.then.map((send) => checkSend(send, trigger, trigger.scope, facts, report)),
    ifRefused: body.ifRefused.map((send) => checkSend(send, trigger, trigger.refusedScope, facts, report)),
  };
}

function checkSend(send: Send, { giver, stickies }: Trigger, scope: Scope, known: Facts, report: Report): CheckedSend {
  const { condition, facts } = checkCondition(send.if, scope, known, report);
  const filling = { target: send.target.name, span: send.span, assignments: send.values, giver, scope, facts, report, unsure: isUnsure([send.target, ...stickies]) };
  const newIdentity = identityToMake(send, giver, facts);
  const values = fillFields(send.target.fields.filter((field) => field !== newIdentity), filling);
  const made: readonly FieldValue[] = newIdentity === undefined ? [] : [{ field: newIdentity, source: { kind: 'new identity' } }];
  return { send, target: send.target, values: [...made, ...values], ...(condition === undefined ? {} : { condition }) };
}

/** The identity of a beginning command that nobody gives: an identifier is then made. */
function identityToMake(send: Send, giver: Giver, facts: Facts): Field | undefined {
  if (!isBeginningCommand(send.target)) return undefined;
  const identity = send.target.fields[0];
  if (identity === undefined || !isIdentifier(identity) || send.values.some((value) => value.field === identity)) return undefined;
  return takenOver(identity, { giver, facts }) === undefined ? identity : undefined;
}

function isBeginningCommand(target: Command | Request): target is Command {
  return target.kind === 'command' && target.then.some((emission) => isBeginning(emission.event));
}

function isIdentifier({ type }: Field): boolean {
  return type.kind === 'identifier' || (type.kind === 'named' && type.type.kind === 'limited type' && type.type.base.kind === 'identifier');
}

function checkLookUp(lookUp: PolicyLookUp, { giver, called, stickies, keyScope }: Trigger, report: Report): CheckedLookUp {
  const filling = { target: lookUp.readModel.name, span: lookUp.span, assignments: lookUp.key, giver, scope: keyScope, facts: noFacts, report, unsure: isUnsure([lookUp.readModel, ...stickies]) };
  const key = lookUp.readModel.key.flatMap(({ to: field }): readonly FieldValue[] => {
    const wanted = perhapsMissing(field);
    const source = writtenOrTakenOver(wanted, { ...filling, assignments: lookUp.key.map((each) => (each.field === field ? { ...each, field: wanted } : each)) });
    if (source === 'reported') return [];
    if (source?.kind === 'expression' && source.expression.type.kind === 'nothing') report(diagnose('nothing-used', source.expression.span, {}));
    if (source !== undefined && source.kind !== 'nothing') return [{ field, source }];
    if (!filling.unsure) report(diagnose('look-up-without-key', lookUp.span, { readModel: lookUp.readModel.name, field: field.name, event: called }));
    return [];
  });
  return { lookUp, key };
}

/** A row is not found by a key that is missing; that is no mistake, for the policy then does not act. */
function perhapsMissing(field: Field): Field {
  return { ...field, type: { kind: 'optional', of: field.type } };
}
