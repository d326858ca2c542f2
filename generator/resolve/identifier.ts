/**
 * The one rule from words to identifiers. Apostrophes go; every run of letters and digits, of any script, is a word; a
 * sticky's words are joined with their first letters large (`Send thank-you email`: `SendThankYouEmail`), a field's
 * begin small (`account number`: `accountNumber`). A first word in capitals is written as a word (`CEO bonus`:
 * `CeoBonus`, `IBAN`: `iban`), the others keep theirs. What would begin with a digit, or is a name that
 * every JavaScript object has (`constructor`), begins with an underscore.
 *
 * Identifiers that only differ in large and small letters count as the same, so that no two become one file or one
 * column. A name that TypeScript or JavaScript already uses (`Array`, `class`) is fine here: field names may be any
 * member's name, and what a generated file declares is kept apart by the plan.
 */
export function stickyIdentifier(name: string): string {
  return startable(wordsOf(name).map((word, index) => capitalised(index === 0 ? calm(word) : word)).join(''));
}

export function fieldIdentifier(name: string): string {
  return startable(wordsOf(name).map((word, index) => (index === 0 ? uncapitalised(calm(word)) : capitalised(word))).join(''));
}

/** The words of a name, without apostrophes and whatever else no identifier can hold. */
export function wordsOf(name: string): readonly string[] {
  if (/^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/.test(name)) return name.split(' ');
  return name.normalize('NFC').replaceAll(/['’]/gu, '').match(/(?:(?!_)\p{ID_Continue})+/gu) ?? [];
}

/** A word of capitals only, as an ordinary word; anything else stays. */
function calm(word: string): string {
  const shouted = word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
  return shouted ? capitalised(word.toLowerCase()) : word;
}

function capitalised(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}

function uncapitalised(word: string): string {
  const [first = ''] = word;
  return first.toLowerCase() + word.slice(first.length);
}

function startable(identifier: string): string {
  const usable = identifier === '' || (/^\p{ID_Start}/u.test(identifier) && !Object.hasOwn(Object.prototype, identifier));
  return usable ? identifier : `_${identifier}`;
}
