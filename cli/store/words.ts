import process from 'node:process';
import { findModelFiles, modelName } from '../../generator/output/find-models.ts';
import { Sentence } from '../sentence.ts';

/** Which parked work is meant. */
export type Which =
  | { readonly kind: 'all' }
  /** Of a request or a delayed reaction. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'key'; readonly subscription: string; readonly key: string };

export interface Words {
  readonly model: string | undefined;
  readonly which: Which;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The model's name goes first, and may be left out. */
export function wordsOf(words: readonly string[], { all }: { readonly all: boolean }): Words {
  if (all) {
    if (words.length > 1) throw new Sentence('With --all nothing else is named but the model: leave out the subscription and the key, or --all.', 2);
    return { model: words[0], which: { kind: 'all' } };
  }
  const [first = '', second = '', third = ''] = words;
  if (words.length === 3) return { model: first, which: { kind: 'key', subscription: second, key: third } };
  if (words.length === 2 && UUID.test(second) && isModel(first)) return { model: first, which: { kind: 'id', id: second.toLowerCase() } };
  if (words.length === 2) return { model: undefined, which: { kind: 'key', subscription: first, key: second } };
  if (words.length === 1 && UUID.test(first)) return { model: undefined, which: { kind: 'id', id: first.toLowerCase() } };
  throw new Sentence(`${words.length === 0 ? 'Nothing is named' : `${JSON.stringify(words.join(' '))} names nothing`}: name a subscription and a key, or the id of a request or a delayed reaction. \`npx stormwright store parked\` lists them; a name with spaces needs quotes.`, 2);
}

/** `rebuild [model] <read model>` */
export function modelAndName(words: readonly string[]): { readonly model: string | undefined; readonly name: string } {
  const [first = '', second] = words;
  if (words.length === 1) return { model: undefined, name: first };
  if (words.length === 2 && second !== undefined) return { model: first, name: second };
  throw new Sentence('Name one read model, in quotes when there are spaces in its name, and the model before it where there are several.', 2);
}

function isModel(name: string): boolean {
  return findModelFiles(process.cwd()).some(({ path }) => modelName(path) === name);
}
