import type { Syntax } from './syntax.ts';
import { dateAndTimeText, dateText } from './time-texts.ts';

/**
 * How `date("999999999-12-31")` is written, of years that the standard knows and nobody computes with: the calendar repeats
 * itself every 400 years, so a near one tells whether there is such a day. Nothing of any other date.
 */
export function farDateWritten(syntax: Syntax): string | undefined {
  if (syntax.kind !== 'call' || !['date', 'date and time', '@'].includes(syntax.name.name)) return undefined;
  const [sign, year, rest] = partsOf(syntax.args) ?? [];
  if (sign === undefined || year === undefined || rest === undefined || Number(year) <= MOST_NEAR) return undefined;
  const near = 2000 + (Number(`${sign}${year}`) % 400);
  const found = rest.includes('T') ? dateAndTimeText(`${near}${rest}`) : dateText(`${near}${rest}`);
  return found === undefined || (rest.includes('T') && syntax.name.name === 'date') ? undefined : `${sign}${year}${found.text.slice(String(near).length)}`;
}

/** As far as Temporal's calendar goes, either way. */
const MOST_NEAR = 271_000;

function partsOf(args: readonly Syntax[]): readonly [sign: string, year: string, rest: string] | undefined {
  const [first, ...others] = args;
  if (first === undefined) return undefined;
  if (first.kind === 'text') {
    const [, sign = '', year, rest] = /^(-?)([1-9][0-9]{5,8})(-.*)$/s.exec(first.value) ?? [];
    return year === undefined || rest === undefined ? undefined : [sign, year, rest];
  }
  const written = first.kind === 'sign' && first.of.kind === 'number' ? `${first.sign}${first.of.text}` : first.kind === 'number' ? first.text : '';
  const [, sign = '', year] = /^(-?)([1-9][0-9]{5,8})$/.exec(written) ?? [];
  const parts = others.map((part) => (part.kind === 'number' && /^[0-9]{1,2}$/.test(part.text) ? part.text.padStart(2, '0') : undefined));
  return year === undefined || parts.length !== 2 || parts.includes(undefined) ? undefined : [sign, year, `-${parts.join('-')}`];
}
