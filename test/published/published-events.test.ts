import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { publishedText, withPublished } from '../../generator/plan/published-text.ts';
import { compileProject } from '../../generator/project.ts';
import { createTimings } from '../../generator/timings.ts';

const MODEL = `model: Shop
types:
  Money: { is: decimal, digits: 2, at least: 0 }
  Colour:
    one of: [red, green]
aggregates:
  Order:
    identified by: order id
    begins with: Order placed
    state:
      order id: identifier
      total: Money
      colour: Colour
    commands:
      Place order:
        with: { total: Money, colour: Colour }
        then: Order placed
    events:
      Order placed:
        with: { total: Money, colour: Colour }
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is said of `model` after `before` was published. */
function afterPublishing(before: string, model: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'stormwright-published-'));
  folders.push(folder);
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model/shop.yaml'), before);
  publish(folder);
  writeFileSync(join(folder, 'model/shop.yaml'), model);
  return errorsIn(folder);
}

function publish(folder: string): void {
  const [published] = compileProject(folder, createTimings()).models.map((model) => model.published);
  if (published === undefined) throw new Error(errorsIn(folder));
  writeFileSync(join(folder, 'model/shop.published.yaml'), publishedText(withPublished(published.before, published.today)));
}

function errorsIn(folder: string): string {
  return formatDiagnostics(compileProject(folder, createTimings()).diagnostics.filter(({ severity }) => severity === 'error'));
}

describe('Events that have been published', () => {
  test('stay as they are without a word', () => {
    expect(afterPublishing(MODEL, MODEL)).toBe('');
  });

  test('may have other limits, names of types, additional words, and others beside them', () => {
    const changed = MODEL.replace('at least: 0', 'at most: 10').replaceAll('Money', 'Amount').replace('[red, green]', '[red, green, blue]')
      .replace('    events:\n', '    events:\n      Order looked at: {}\n');
    expect(afterPublishing(MODEL, changed)).toBe('');
  });

  test('are not changed without a version, and the version to add is written out', () => {
    const said = afterPublishing(MODEL, MODEL.replace('Order placed:\n        with: { total: Money,', 'Order placed:\n        with: { total: Money, currency: text,').replace('then: Order placed', "then:\n          Order placed: { currency: '\"EUR\"' }"));
    expect(said).toContain('error published-event-changed: "Order placed" has been published with { total: Money, colour: Colour }');
    expect(said).toContain(`        version: 2
        earlier versions:
          1:
            with: { total: Money, colour: Colour }
            becomes: { currency: … }`);
  });

  test('do not go away', () => {
    const said = afterPublishing(MODEL, MODEL.replaceAll('Order placed', 'Order made'));
    expect(said).toContain('error published-event-gone: "Order placed" has been published');
  });

  test('keep the words that may be stored', () => {
    expect(afterPublishing(MODEL, MODEL.replace('[red, green]', '[red]'))).toContain('error published-member-gone: "Order placed" has been published with "green"');
  });

  test('are read from a file that only the command writes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stormwright-published-'));
    folders.push(folder);
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model/shop.yaml'), MODEL);
    for (const wrong of ['Order placed: what', '- 1', 'Order placed: { 1: { total: { is: money } } }', 'Order placed: { 1', '']) {
      writeFileSync(join(folder, 'model/shop.published.yaml'), wrong);
      expect(errorsIn(folder)).toContain('model/shop.published.yaml:1:1: error published-unreadable');
    }
    expect(readFileSync(join(folder, 'model/shop.published.yaml'), 'utf8')).toBe('');
  });
});
