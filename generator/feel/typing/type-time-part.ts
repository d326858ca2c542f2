import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isNamedZone, shownByClock, zoneOf } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import { isTime } from './type-time.ts';
import type { FeelType, TimePartName, TypedExpression } from '../typed-expression.ts';
import { decimalOf, inWords, type Kind, kindOf, optionalOf, text, wholeNumber, yesOrNo } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from './typing.ts';

type Path = Extract<Syntax, { kind: 'path' }>;

const DAY: readonly TimePartName[] = ['year', 'month', 'day', 'weekday'];
const CLOCK: readonly TimePartName[] = ['hour', 'minute', 'second', 'time offset', 'timezone'];

const PARTS: { readonly [kind in Kind]?: readonly TimePartName[] } = {
  date: DAY, time: CLOCK, 'date and time': [...DAY, ...CLOCK], duration: ['days', 'hours', 'minutes', 'seconds'], 'years and months duration': ['years', 'months'],
};

/** What parts a value of `type` has, in the words of the standard. */
export function partsOfTime(type: FeelType): readonly string[] {
  return kindOf(type) === 'range' ? ['start', 'end', 'start included', 'end included'] : (PARTS[kindOf(type)] ?? []);
}

/** `due on.year`, `[1..5].start`: a part of a time or of a range; nothing of what is neither. */
export function typePart({ of, member, ...place }: Path, typed: TypedExpression, typing: Typing, facts: Facts): TypedExpression | undefined {
  const kind = kindOf(typed.type);
  if (!isTime(kind) && kind !== 'range') return undefined;
  const value = needed(typed, writtenOf(of, typing), typing, facts);
  const span = spanOf(place, typing);
  if (isBroken(value)) return broken(span);
  const found = kind === 'range' ? rangePart(value, member.name, span) : timePart(shownByClock(value), member.name, span);
  if (found !== undefined) return found;
  if (kind === 'range' && value.kind !== 'range' && partsOfTime(value.type).includes(member.name)) {
    typing.report(diagnose('not-supported-in-expression', spanOf(member, typing), { what: `.${member.name}` }));
    return broken(span);
  }
  typing.report(diagnose('no-parts', spanOf(member, typing), { value: writtenOf(of, typing), is: inWords(value.type), part: member.name }));
  return broken(span);
}

function timePart(of: TypedExpression, name: string, span: TypedExpression['span']): TypedExpression | undefined {
  const part = PARTS[kindOf(of.type)]?.find((each) => each === name);
  if (part === undefined) return undefined;
  const type = partType(part, of.type);
  return type.kind === 'nothing' ? { kind: 'nothing', type, span } : { kind: 'time part', part, of, type, span };
}

/** Seconds have the digits of a nanosecond. Where a clock stands may be known here already. */
function partType(part: TimePartName, of: FeelType): FeelType {
  const zone = zoneOf(of);
  switch (part) {
    case 'second':
    case 'seconds':
      return decimalOf(9);
    case 'timezone':
      return zone === undefined ? optionalOf(text) : isNamedZone(zone) ? text : { kind: 'nothing' };
    case 'time offset':
      if (zone === '') return { kind: 'nothing' };
      if (zone === undefined || (kindOf(of) === 'time' && isNamedZone(zone))) return optionalOf({ kind: 'duration' });
      return { kind: 'duration' };
    default:
      return wholeNumber;
  }
}

/** The parts of a range that is written out are what stands there. */
function rangePart(range: TypedExpression, name: string, span: TypedExpression['span']): TypedExpression | undefined {
  if (range.kind !== 'range') return undefined;
  switch (name) {
    case 'start':
      return { ...(range.low ?? { kind: 'nothing', type: { kind: 'nothing' } }), span };
    case 'end':
      return { ...(range.high ?? { kind: 'nothing', type: { kind: 'nothing' } }), span };
    case 'start included':
      return { kind: 'truth', value: range.lowIncluded, type: yesOrNo, span };
    case 'end included':
      return { kind: 'truth', value: range.highIncluded, type: yesOrNo, span };
    default:
      return undefined;
  }
}
