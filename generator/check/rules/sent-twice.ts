import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import { fieldKey } from '../../feel/facts.ts';
import type { CheckedReaction, CheckedSend, FieldValue, ValueSource } from '../checked-model.ts';
import { fingerprint } from '../solver/fingerprint.ts';
import { present } from '../view.ts';
import { ruleOfWholeModel } from './rule.ts';

/**
 * Two reactions to one event that send the very same thing, under the same condition and after the same time. Side by side
 * under one `then` somebody sees that it stands there twice, and means it.
 */
export const sentTwiceRule = ruleOfWholeModel(['sent-twice'], ({ content }, report) => {
  const sent = new Map<string, { readonly policy: string; readonly reaction: CheckedReaction; readonly send: CheckedSend }>();
  const told = new Set<CheckedSend>();
  for (const { policy: { name: policy }, reactions } of content.policies) {
    for (const reaction of reactions) {
      for (const send of reaction.sends) {
        const how = printOf(reaction, send);
        for (const event of reaction.events) {
          const key = JSON.stringify([event.name, how]);
          const first = sent.get(key);
          if (first === undefined) sent.set(key, { policy, reaction, send });
          else if (first.reaction !== reaction && !told.has(send)) {
            told.add(send);
            report(diagnose('sent-twice', send.send.span, { message: send.target.name, event: event.name, policy, other: first.policy }, [{ span: first.send.send.span, sentence: 'It is sent here for the first time' }], [policy, first.policy]));
          }
        }
      }
    }
  }
});

/** The same for two that send the same at the same moments. */
function printOf({ reaction: { after, unless }, condition, lookUps }: CheckedReaction, send: CheckedSend): readonly unknown[] {
  return [
    send.target.name,
    send.values.map(valueInPrint),
    present([condition, send.condition]).flatMap(conjunctsOf).map(fingerprint).sort(),
    lookUps.map(({ lookUp, key }) => [lookUp.identifier, lookUp.readModel.name, key.map(valueInPrint)]),
    after?.seconds ?? 0,
    unless.map(({ to }) => to.name).sort(),
  ];
}

function conjunctsOf(condition: TypedExpression): readonly TypedExpression[] {
  return condition.kind === 'all' ? condition.parts.flatMap(conjunctsOf) : [condition];
}

function valueInPrint({ field, source }: FieldValue): readonly string[] {
  return [field.name, source.kind, sourceInPrint(source)];
}

function sourceInPrint(source: ValueSource): string {
  switch (source.kind) {
    case 'expression':
      return fingerprint(source.expression);
    case 'taken over':
    case 'kept':
      return fieldKey(source.owner, source.field);
    case 'nothing':
    case 'new identity':
      return '';
  }
}
