import { describe, expect, test } from 'vitest';
import { firstLinesOf } from '../support/diagnostics-of.ts';

const STORM = `model: Library
level: process
types:
  Title: { is: text }
  Shelf:
actors:
  Member:
commands:
  Lend book: { by: Member, then: Book lent }
events: [Book lent, Book lost]
aggregates:
  Loan:
  Fine:
    commands:
      Pay fine:
    events:
      Fine paid: { with: { title: Title } }
policies:
  Ask for it:
    whenever: Book lost
read models:
  Lost books:
    question: Which books are lost?
    from: { Book lost: }
external systems:
  Mail server:
scenarios:
  A book is lost:
    given: [Book lent]
    then: [Book lost]
`;

describe('Below a design, things may be unfinished, and names may not be wrong', () => {
  test('nothing is wrong with what is still to be said', () => {
    expect(firstLinesOf(STORM)).toEqual([]);
    expect(firstLinesOf(STORM.replace('level: process', 'level: big picture'))).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ['an event', 'whenever: Book lost', 'whenever: Book lsot', 'There is no event called "Book lsot". Did you mean "Book lost"?'],
    ['an event that a loose command leads to', 'then: Book lent }', 'then: Book lnet }', 'There is no event called "Book lnet". Did you mean "Book lent"?'],
    ['an actor', 'by: Member', 'by: Membr', 'There is no actor called "Membr". Did you mean "Member"?'],
    ['a type', 'title: Title }', 'title: Titel }', 'There is no type called "Titel". Did you mean "Title"?'],
    ['an event of an example', 'given: [Book lent]', 'given: [Book lant]', 'There is no event called "Book lant". Did you mean "Book lent"?'],
  ])('%s', (_, from, to, sentence) => {
    expect(firstLinesOf(STORM.replace(from, to)).map((line) => line.replace(/^.*?: error [a-z-]+: /, ''))).toEqual([sentence]);
  });

  test('a design has no loose stickies', () => {
    expect(firstLinesOf('model: Library\nevents: [Book lent]\ncommands: { Lend book: }\n').map((line) => line.split(' ')[2])).toEqual(['loose-in-design:', 'loose-in-design:']);
  });
});
