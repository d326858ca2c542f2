import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';

/** What every JavaScript object has without saying so. */
const WORDS = ['constructor', 'valueof', 'tostring', '__proto__', 'hasOwnProperty'];

function codesOf(text: string): readonly string[] {
  return compile({ path: 'm.yaml', text }, 'm', createTimings()).diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

describe('A word that every JavaScript object knows is unknown like any other', () => {
  test.each(WORDS)('%s as a type', (word) => {
    expect(codesOf(`model: Shop\ntypes:\n  Price:\n    is: ${word}\n`)).toEqual(codesOf('model: Shop\ntypes:\n  Price:\n    is: gibberish\n'));
    expect(codesOf(`model: Shop\ntypes:\n  Price:\n    with: { name: ${word} }\n`)).toEqual(codesOf('model: Shop\ntypes:\n  Price:\n    with: { name: gibberish }\n'));
  });

  test.each(WORDS)('%s in an expression', (word) => {
    const shop = (condition: string): string => `model: Shop
aggregates:
  Shop:
    identified by: name
    begins with: Opened
    state: { name: text, size: whole number }
    commands:
      Open:
        with: { size: whole number }
        rules:
          - { require: ${condition}, otherwise: Too small }
        then: Opened
    events:
      Opened: { with: { size: whole number } }
`;
    expect(codesOf(shop(`size > ${word}`))).toEqual(codesOf(shop('size > gibberish')));
    expect(codesOf(shop(`${word} > 1`))).toEqual(codesOf(shop('gibberish > 1')));
  });
});
