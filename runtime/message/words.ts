/** The words of a derived identifier: `accountNumber` is "account number". */
export function wordsOf(identifier: string): string {
  return identifier.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ').toLowerCase();
}

/** The words as a sentence begins: "Account number". */
export function capitalised(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
