import { durationOfWords } from '../../resolve/lengths-of-time.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { anyTimeText, dateAndTimeText, dateText, durationText, type TimeText, timeText } from '../time-texts.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { broken, type Typing } from './typing.ts';

type Span = TypedExpression['span'];

/** The function around the text, or `@` in front of it. */
export type TimeLiteralName = 'date' | 'time' | 'date and time' | 'duration' | '@';

const READERS: { readonly [name in TimeLiteralName]: (written: string) => TimeText | undefined } = {
  date: dateText, time: timeText, 'date and time': dateAndTimeText, duration: durationText, '@': anyTimeText,
};

/** `date("2026-01-01")` and its like, checked here and now. */
export function typeTimeLiteral(name: TimeLiteralName, written: string, span: Span, typing: Typing): TypedExpression {
  const found = READERS[name](written);
  if (found !== undefined) return timeLiteral(found, span);
  reportNoTime(name, written, span, typing);
  return broken(span);
}

export function timeLiteral(found: TimeText, span: Span): TypedExpression {
  return { kind: 'time', text: found.text, type: typeOf(found), span };
}

function typeOf(found: TimeText): FeelType {
  switch (found.kind) {
    case 'time':
      return { kind: 'time', zone: found.zone };
    case 'date and time':
      return { kind: 'calendar time', zone: found.zone };
    case 'months':
      return { kind: 'years and months duration' };
    default:
      return { kind: found.kind };
  }
}

function reportNoTime(name: TimeLiteralName, written: string, span: Span, { report }: Typing): void {
  const kind = name === '@' ? (/^-?P/.test(written) ? 'duration' : written.includes('T') ? 'date and time' : /^[0-9]{1,2}:/.test(written) ? 'time' : 'date') : name;
  const zone = /@([A-Za-z].*)$/.exec(written)?.[1];
  if (kind === 'duration' && /^-?P(?:[0-9]+[YMWDT])+/.test(written) && /[YMW]/.test(written.split('T')[0] ?? '')) report(diagnose('months-in-duration', span, { written }));
  else if (zone !== undefined && READERS[kind](written.slice(0, -zone.length - 1)) !== undefined) report(diagnose('unknown-zone', span, { zone }));
  else {
    const duration = kind === 'duration' ? durationOfWords(written) : undefined;
    report(diagnose('not-a-time', span, { kind, written, ...(duration === undefined ? {} : { duration }) }));
  }
}
