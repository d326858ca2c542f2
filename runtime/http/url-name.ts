/**
 * How a name of the model is written in a URL: "Send thank-you email" is `send-thank-you-email`.
 *
 * Apostrophes go; every run of letters and digits, of any script, is a word; words are in small letters with one hyphen
 * between them. So a URL name never holds a dot, a slash, a colon or an underscore, and what the server calls its own
 * with one of those (`/openapi.json`) is never taken by a model.
 *
 * The generator has the same rule, to tell that two names of a model share one URL. A test holds the two together.
 */
export function urlName(name: string): string {
  const words = name.normalize('NFC').replaceAll(/['’]/gu, '').match(/(?:(?!_)\p{ID_Continue})+/gu) ?? [];
  return words.join('-').toLowerCase();
}
