/** An error's text may be anything; a store takes no NUL characters and no halves of characters. */
export function printable(reason: string): string {
  return Buffer.from(reason.slice(0, 10_000), 'utf8').toString('utf8').replaceAll('\u0000', ' ');
}
