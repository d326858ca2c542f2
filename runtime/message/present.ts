/** A value of which a rule has made sure that it is there. */
export function present<T>(value: T | null): T {
  if (value === null) throw new Error('A value is missing that was there when it was asked for. Run `npm run generate`: the code and the model disagree.');
  return value;
}
