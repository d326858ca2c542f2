import { expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';

const model = (refused: string): string => `model: Library
types:
  Days: { is: whole number, at most: 28 }
actors: { Member: {} }
aggregates:
  Loan:
    identified by: loan
    begins with: Book lent
    state: { loan: identifier, days: Days }
    commands:
      Lend book:
        by: Member
        with: { days: Days }
        rules:
          - require: days > 0
            otherwise: A loan takes a day
        then: Book lent
    events:
      Book lent: { with: { days: Days } }
    scenarios:
      Not for ever:
        when:
          Lend book: { days: 29 }
        then: { refused: ${refused} }
`;

const errors = (refused: string): readonly string[] => compile({ path: 'm.yaml', text: model(refused) }, 'm', createTimings()).diagnostics.filter(({ severity }) => severity === 'error').map(({ sentence }) => sentence);

test('What happens now is beyond a limit only where it is refused for that: limits are judged before rules', () => {
  expect(errors('Days must be at most 28')).toEqual([]);
  expect(errors('A loan takes a day')).toEqual(['Days must be at most 28.']);
});

test('A duration has no months, and in words it is told how it is written', () => {
  const lent = (days: string): string => model('Days must be at most 28').replaceAll('days: Days', 'days: duration').replace('days > 0', 'days > duration("PT0S")').replace('days: 29', `days: ${days}`).replace('{ refused: Days must be at most 28 }', '[ Book lent: {} ]');
  const said = (days: string): readonly string[] => compile({ path: 'm.yaml', text: lent(days) }, 'm', createTimings()).diagnostics.filter(({ severity }) => severity === 'error').map(({ sentence, help }) => `${sentence} ${help ?? ''}`);
  expect(said('P1W')).toEqual([]);
  expect(said('P1M')).toEqual(['"days" must be a duration, like P2DT12H, and here it is "P1M". ']);
  expect(said('2 weeks')).toEqual(['"days" must be a duration, like P2DT12H, and here it is "2 weeks". Write P14D.']);
});
