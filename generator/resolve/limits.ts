import { diagnose, type RelatedPlace, type Report } from '../diagnostics/diagnostic.ts';
import type { LimitKey, RawLimit, RawType } from '../schema/raw-model.ts';
import { compareExact, exactNumber, neededDigits, type ExactNumber } from './exact-number.ts';
import { exampleMisfit } from './example-fits.ts';
import { patternMistake } from './pattern.ts';
import type { Limits, ValueType } from './value-type.ts';

const NUMBERS = ['whole number', 'decimal'];
const FITS: Readonly<Record<LimitKey, readonly string[]>> = {
  'at least': NUMBERS, 'at most': NUMBERS, above: NUMBERS, below: NUMBERS, digits: ['decimal'],
  matches: ['text'], 'min length': ['text'], 'max length': ['text'],
  example: ['text', 'whole number', 'decimal', 'yes or no', 'date', 'date and time', 'duration', 'identifier'],
};

/** Reads the limits of a type against its base, and adds those of the named type it is made of. */
export function resolveLimits(raw: RawType, base: ValueType, inherited: { readonly of: string; readonly limits: Limits } | undefined, report: Report): Limits {
  const fitting = raw.limits.filter((limit) => fits(limit, base, report));
  const own: Limits = Object.assign({}, ...fitting.map((limit) => readLimit(limit, fitting, base, inherited?.limits, report)));
  if (inherited !== undefined) reportWider(fitting, own, inherited, report);
  const limits: Limits = { ...inheritedLimits(inherited?.limits, own), ...own };
  reportEmptyRange(fitting, limits, report);
  const example = fitting.find((limit) => limit.key === 'example');
  const why = example === undefined ? undefined : exampleMisfit(example.text, base, limits);
  if (example !== undefined && why !== undefined) report(diagnose('example-does-not-fit', example.span, { written: example.text, why }));
  return limits;
}

/** An example of the outer type may break the inner one's narrower limits, so it is not taken over then. */
function inheritedLimits(inherited: Limits | undefined, own: Limits): Limits {
  if (inherited === undefined) return {};
  const { example, ...rest } = inherited;
  return example !== undefined && Object.keys(own).length === 0 ? inherited : rest;
}

function fits(limit: RawLimit, base: ValueType, report: Report): boolean {
  if (FITS[limit.key].includes(base.kind)) return true;
  const isBound = FITS[limit.key] === NUMBERS;
  if (isBound && ['date', 'date and time', 'duration'].includes(base.kind)) report(diagnose('not-supported-yet', limit.keySpan, { what: `${limit.key}: ${limit.text}` }));
  else report(diagnose('limit-on-wrong-type', limit.keySpan, { limit: limit.key, type: base.kind, fits: FITS[limit.key].join(' and ') }));
  return false;
}

function readLimit(limit: RawLimit, all: readonly RawLimit[], base: ValueType, inherited: Limits | undefined, report: Report): Limits {
  const { key, text, span } = limit;
  switch (key) {
    case 'at least':
      return isBound(limit, all, base, inherited, report) ? { atLeast: text } : {};
    case 'at most':
      return isBound(limit, all, base, inherited, report) ? { atMost: text } : {};
    case 'above':
      return isBound(limit, all, base, inherited, report) ? { above: text } : {};
    case 'below':
      return isBound(limit, all, base, inherited, report) ? { below: text } : {};
    case 'digits':
      return /^[0-9]{1,2}$/.test(text) ? { digits: Number(text) } : {};
    case 'min length':
      return /^[0-9]{1,9}$/.test(text) ? { minLength: Number(text) } : {};
    case 'max length':
      return /^[0-9]{1,9}$/.test(text) ? { maxLength: Number(text) } : {};
    case 'example':
      return { example: text };
    case 'matches': {
      const mistake = patternMistake(text, span);
      if (mistake !== undefined) report(mistake);
      return mistake === undefined ? { matches: text } : {};
    }
  }
}

/** Whether a bound is a number its type has room for. */
function isBound(limit: RawLimit, all: readonly RawLimit[], base: ValueType, inherited: Limits | undefined, report: Report): boolean {
  const { key, text, span } = limit;
  const number = exactNumber(text);
  const whole = base.kind === 'whole number';
  if (number === undefined || (whole && number.digits > 0)) {
    report(diagnose('limit-not-a-value', span, { limit: key, written: text, wants: whole ? 'a whole number' : 'a number' }));
    return false;
  }
  if (whole && (number.units > BigInt(Number.MAX_SAFE_INTEGER) || number.units < -BigInt(Number.MAX_SAFE_INTEGER))) {
    report(diagnose('limit-not-a-value', span, { limit: key, written: text, wants: `a whole number up to ${Number.MAX_SAFE_INTEGER}` }));
    return false;
  }
  const written = all.find((each) => each.key === 'digits')?.text;
  const digits = written === undefined ? (inherited?.digits ?? (base.kind === 'decimal' ? base.digits : undefined)) : Number(written);
  if (digits === undefined || neededDigits(number) <= digits) return true;
  report(diagnose('limit-too-many-digits', span, { limit: key, written: text, digits }));
  return false;
}

interface Bound {
  readonly key: LimitKey;
  readonly text: string;
  readonly number: ExactNumber;
  readonly open: boolean;
}

function bound(key: LimitKey, text: string | undefined, open: boolean): Bound | undefined {
  const number = text === undefined ? undefined : exactNumber(text);
  return text === undefined || number === undefined ? undefined : { key, text, number, open };
}

/** The limit at the other end, where it is written beside it and not inherited. */
function otherEnd(written: readonly RawLimit[], limit: RawLimit): readonly RelatedPlace[] {
  const keys: readonly LimitKey[] = limit.key.endsWith('length') ? ['min length', 'max length'] : ['at least', 'above', 'at most', 'below'];
  const other = written.find((each) => each !== limit && keys.includes(each.key));
  return other === undefined ? [] : [{ span: other.span, sentence: 'The other end stands here.' }];
}

/** The lower and the upper end, and both ways to say each may not stand together. */
function reportEmptyRange(written: readonly RawLimit[], limits: Limits, report: Report): void {
  const at = (...keys: LimitKey[]): RawLimit | undefined => written.findLast((limit) => keys.includes(limit.key));
  for (const [one, other] of [['at least', 'above'], ['at most', 'below']] as const) {
    const [first, second] = written.filter((limit) => limit.key === one || limit.key === other);
    if (first !== undefined && second !== undefined) report(diagnose('limit-said-twice', second.keySpan, { one: first.key, other: second.key }, [{ span: first.keySpan, sentence: 'The first one stands here.' }]));
  }
  const low = bound('at least', limits.atLeast, false) ?? bound('above', limits.above, true);
  const high = bound('at most', limits.atMost, false) ?? bound('below', limits.below, true);
  const place = at('at least', 'at most', 'above', 'below');
  if (low !== undefined && high !== undefined && place !== undefined) {
    const order = compareExact(low.number, high.number);
    if (order > 0 || (order === 0 && (low.open || high.open))) report(diagnose('limits-leave-nothing', place.span, { low: `${low.key}: ${low.text}`, high: `${high.key}: ${high.text}` }, otherEnd(written, place)));
  }
  const lengths = at('min length', 'max length');
  if (lengths !== undefined && limits.minLength !== undefined && limits.maxLength !== undefined && limits.minLength > limits.maxLength) {
    report(diagnose('limits-leave-nothing', lengths.span, { low: `min length: ${limits.minLength}`, high: `max length: ${limits.maxLength}` }, otherEnd(written, lengths)));
  }
}

/** A type made of another named type may narrow it, never widen it. */
function reportWider(written: readonly RawLimit[], own: Limits, { of, limits }: { readonly of: string; readonly limits: Limits }, report: Report): void {
  const check = (key: LimitKey, mine: string | number | undefined, theirs: string | number | undefined, wider: (a: ExactNumber, b: ExactNumber) => boolean): void => {
    const [a, b] = [exactNumber(String(mine)), exactNumber(String(theirs))];
    const limit = written.find((each) => each.key === key);
    if (limit !== undefined && a !== undefined && b !== undefined && wider(a, b)) report(diagnose('limit-wider-than-its-type', limit.span, { limit: key, written: limit.text, type: of, theirs: String(theirs) }));
  };
  check('at least', own.atLeast, limits.atLeast, (a, b) => compareExact(a, b) < 0);
  check('at most', own.atMost, limits.atMost, (a, b) => compareExact(a, b) > 0);
  check('above', own.above, limits.above, (a, b) => compareExact(a, b) < 0);
  check('below', own.below, limits.below, (a, b) => compareExact(a, b) > 0);
  check('digits', own.digits, limits.digits, (a, b) => compareExact(a, b) > 0);
  check('min length', own.minLength, limits.minLength, (a, b) => compareExact(a, b) < 0);
  check('max length', own.maxLength, limits.maxLength, (a, b) => compareExact(a, b) > 0);
  const pattern = written.find((each) => each.key === 'matches');
  if (pattern !== undefined && limits.matches !== undefined) report(diagnose('limit-wider-than-its-type', pattern.span, { limit: 'matches', written: pattern.text, type: of, theirs: limits.matches }));
}
