import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Scope } from '../feel/scope.ts';
import { type Facts, noFacts } from '../feel/type-expression.ts';
import type { Command, Field, Policy, PolicyLookUp, PolicyReaction, Request, Send } from '../resolve/model.ts';
import { isBeginning, isUnsure } from './check-aggregate.ts';
import type { CheckedLookUp, CheckedPolicy, CheckedReaction, CheckedSend, FieldValue } from './checked-model.ts';
import { checkCondition } from './checking.ts';
import { fillFields, type Giver, takenOver, writtenOrTakenOver } from './field-values.ts';
import { lookUpKeyScope, policyScope } from './scopes.ts';

/** Types a policy's conditions, look-ups and values, and traces every field of what it sends. */
export function checkPolicy(policy: Policy, report: Report): Omit<CheckedPolicy, 'scenarios'> {
  return { policy, reactions: policy.reactions.map((reaction) => checkReaction(reaction, policy, report)) };
}

function checkReaction(reaction: PolicyReaction, policy: Policy, report: Report): CheckedReaction {
  const scope = policyScope(reaction, false);
  const { condition, facts } = checkCondition(reaction.if, scope, noFacts, report);
  const refusedScope = policyScope(reaction, true);
  if (reaction.ifRefused.length > 0 && !reaction.then.some((send) => send.target.kind === 'command')) {
    report(diagnose('if-refused-without-command', reaction.ifRefused[0]?.span ?? reaction.span, { policy: policy.name }));
  }
  return {
    reaction,
    events: reaction.events.map((link) => link.to),
    lookUps: reaction.lookUps.map((lookUp) => checkLookUp(lookUp, reaction, report)),
    ...(condition === undefined ? {} : { condition }),
    sends: reaction.then.map((send) => checkSend(send, reaction, scope, facts, report)),
    ifRefused: reaction.ifRefused.map((send) => checkSend(send, reaction, refusedScope, facts, report)),
  };
}

/** The event whose fields a sending takes over by itself: of several events, what all of them have. */
function giverOf(reaction: PolicyReaction): Giver {
  const fields = lookUpKeyScope(reaction).owners[0]?.fields ?? [];
  return { role: { kind: 'event' }, fields, name: reaction.events.map((link) => `"${link.to.name}"`).join(' or ') };
}

function checkSend(send: Send, reaction: PolicyReaction, scope: Scope, known: Facts, report: Report): CheckedSend {
  const { condition, facts } = checkCondition(send.if, scope, known, report);
  const giver = giverOf(reaction);
  const filling = { target: send.target.name, span: send.span, assignments: send.values, giver, scope, facts, report, unsure: isUnsure([send.target, ...reaction.events.map((link) => link.to)]) };
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

function checkLookUp(lookUp: PolicyLookUp, reaction: PolicyReaction, report: Report): CheckedLookUp {
  const giver = giverOf(reaction);
  const filling = { target: lookUp.readModel.name, span: lookUp.span, assignments: lookUp.key, giver, scope: lookUpKeyScope(reaction), facts: noFacts, report, unsure: isUnsure([lookUp.readModel, ...reaction.events.map((link) => link.to)]) };
  const key = lookUp.readModel.key.flatMap(({ to: field }): readonly FieldValue[] => {
    const source = writtenOrTakenOver(field, filling);
    if (source === 'reported') return [];
    if (source !== undefined && source.kind !== 'nothing') return [{ field, source }];
    if (!filling.unsure) report(diagnose('look-up-without-key', lookUp.span, { readModel: lookUp.readModel.name, field: field.name, event: giver.name.replaceAll('"', '') }));
    return [];
  });
  return { lookUp, key };
}
