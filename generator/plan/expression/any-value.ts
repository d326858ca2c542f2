import { itemOf } from '../../feel/item-type.ts';
import { endsOf } from '../../feel/typing/type-range.ts';
import type { FeelType, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf, presentType } from '../../feel/types.ts';
import { writeCondition } from './conditions.ts';
import { writeRaw } from './conditions.ts';
import { heldAlike, writeList, writeRecord } from './lists.ts';
import { carrierOf, writeNumber } from './numbers.ts';
import { writeRange } from './ranges.ts';
import { writeReference } from './references.ts';
import { writeText } from './text.ts';
import { writeTimeAs } from './time.ts';
import { type Bindings, conditional, infix, named, RANK, type Written } from './written.ts';

/** A value of any kind, held as values of `type` are; what may be missing stays missing. */
export function writeAs(typed: TypedExpression, type: FeelType, bindings: Bindings): Written {
  if (typed.kind === 'nothing' || typed.type.kind === 'nothing') return named('null');
  if (typed.kind === 'if') return conditional(writeCondition(typed.condition, false, bindings), writeAs(typed.then, type, bindings), writeAs(typed.otherwise, type, bindings));
  if (typed.type.kind !== 'optional') return writePresentAs(typed, presentType(type), bindings);
  const raw = writeRaw(typed, bindings);
  if (heldAlike(typed.type, type)) return raw;
  return conditional(infix(raw, '===', named('null'), RANK.equality), named('null'), writePresentAs({ ...typed, type: presentType(typed.type) }, presentType(type), bindings));
}

function writePresentAs(typed: TypedExpression, type: FeelType, bindings: Bindings): Written {
  if (type.kind === 'mixed') return writePresentAs(typed, type.of.find((each) => kindOf(each) === kindOf(typed.type)) ?? typed.type, bindings);
  switch (kindOf(typed.type)) {
    case 'number':
      return writeNumber(typed, carrierOf(kindOf(type) === 'number' ? type : typed.type), bindings);
    case 'yes or no':
      return writeCondition(typed, false, bindings);
    case 'date':
    case 'time':
    case 'date and time':
    case 'duration':
    case 'years and months duration':
      return writeTimeAs(typed, type, bindings);
    case 'range':
      return writeRange(typed, endsOf(typed.type), bindings);
    case 'list':
      return writeList(typed, kindOf(type) === 'list' ? itemOf(type) : itemOf(typed.type), bindings);
    case 'record':
      return writeRecord(typed, type, bindings);
    default:
      return writeText(typed, bindings);
  }
}
