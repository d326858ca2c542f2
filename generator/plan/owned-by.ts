import type { Comparison, TypedExpression } from '../feel/typed-expression.ts';

/** Whose a row is: only whoever has the id in this field is shown it, but for some actors who may be shown it for what they are. */
export interface Ownership {
  /** Its identifier. */
  readonly field: string;
  /** Actors, in the model's words. */
  readonly exempt: readonly string[];
}

/**
 * What a `visible if` says at least of whose a row is, if anything: a store then finds somebody's rows by an index, and need not
 * look at all of them. That it may ask more, `owner = actor.id and not hidden`, changes nothing about that.
 */
export function ownershipIn(condition: TypedExpression): Ownership | undefined {
  switch (condition.kind) {
    case 'comparison':
      return ownershipBy(condition);
    case 'all':
      return condition.parts.map(ownershipIn).find((each) => each !== undefined);
    case 'any': {
      const exempt = condition.parts.map(actorIn).filter((each) => each !== undefined);
      const owned = condition.parts.filter((part) => actorIn(part) === undefined).map(ownershipIn);
      const [first] = owned;
      if (first === undefined || owned.some((each) => each?.field !== first.field)) return undefined;
      return { field: first.field, exempt: [...new Set([...exempt, ...owned.flatMap((each) => each?.exempt ?? [])])] };
    }
    default:
      return undefined;
  }
}

/** `owner = actor.id` */
function ownershipBy({ operator, left, right }: Comparison): Ownership | undefined {
  const [field, value] = left.kind === 'field' ? [left, right] : [right, left];
  const isOwner = operator === '=' && field.kind === 'field' && field.role.kind === 'row' && value.kind === 'value' && value.name === 'actor.id';
  return isOwner ? { field: field.field.identifier, exempt: [] } : undefined;
}

/** `actor = Bank clerk` */
function actorIn(condition: TypedExpression): string | undefined {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return undefined;
  const [value, member] = condition.left.kind === 'value' ? [condition.left, condition.right] : [condition.right, condition.left];
  return value.kind === 'value' && value.name === 'actor' && member.kind === 'member' ? member.member : undefined;
}
