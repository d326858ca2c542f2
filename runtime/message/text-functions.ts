/** Negative when `a` comes before `b`, by code points; JavaScript's own `<` compares halves of characters beyond the first 65,536. */
export function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** What stands before the first `match`; nothing but an empty text where there is none. */
export function substringBefore(text: string, match: string): string {
  return text.slice(0, Math.max(text.indexOf(match), 0));
}

/** What stands behind the first `match`; an empty text where there is none. */
export function substringAfter(text: string, match: string): string {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(at + match.length);
}

/** As `substring`; `null` where there is no character at `start`, or `length` is less than one. */
export function substringAt(text: string, start: number, length?: number): string | null {
  const size = [...text].length;
  const inside = start !== 0 && Math.abs(start) <= size;
  return inside && (length === undefined || length >= 1) ? substring(text, start, length) : null;
}

/** `length` characters of `text` from the `start`-th, counted from 1, or from the end where it is negative. */
export function substring(text: string, start: number, length?: number): string {
  const characters = [...text];
  const from = start < 0 ? Math.max(characters.length + start, 0) : start - 1;
  return characters.slice(from, length === undefined ? undefined : from + length).join('');
}
