/** The words of a name in letters and digits of ASCII, which is all that a description may name things with: accents go, other scripts are left out. */
export function asciiWords(name: string): readonly string[] {
  return name.normalize('NFKD').replaceAll(/\p{M}|['’]/gu, '').replaceAll('ß', 'ss').match(/[A-Za-z0-9]+/g) ?? [];
}

/** `name`, or with a number behind it the first of its kind that is not `taken`. */
export function numbered(name: string, taken: (name: string) => boolean): string {
  for (let count = 2, next = name; ; count += 1) {
    if (!taken(next)) return next;
    next = `${name}${count}`;
  }
}
