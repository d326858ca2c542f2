import { urlName } from '../url-name.ts';

/** A name of the model as programs call it: "Send thank-you email" is `sendThankYouEmail`. */
export function operationId(...names: readonly string[]): string {
  const [first = '', ...rest] = names.flatMap((name) => urlName(name).split('-'));
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
