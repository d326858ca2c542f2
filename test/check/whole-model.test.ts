import { describe, expect, test } from 'vitest';
import { allSaidOf, saidOf } from './said-of.ts';

/** A parcel service without a single superfluous thing; each test adds or changes one. */
const SOUND = `
model: Parcels
types:
  Step: { one of: [taken, gone] }
  Number: { is: text, example: P1 }
actors:
  Customer: { views: [My parcels] }
  Driver: {}
aggregates:
  Parcel:
    identified by: number
    begins with: Parcel taken
    state: { number: Number, sender: text, step: Step }
    commands:
      Take parcel: { by: Customer, with: { weight: whole number }, then: { Parcel taken: { sender: actor.id } } }
      Send parcel:
        by: Driver
        rules:
          - require: step = taken
            otherwise: It is gone
        then: Parcel gone
      Call back:
        by: Customer
        rules:
          - require: sender = actor.id
            otherwise: It is not yours
        then: Called back
      Note loss: { then: Parcel lost }
    events:
      Parcel taken: { with: { sender: text, weight: whole number }, sets: { step: taken } }
      Parcel gone: { sets: { step: gone } }
      Called back: {}
      Parcel lost: {}
policies:
  Look for it: { whenever: Fallen off, then: [ Note loss, Ask police ] }
read models:
  My parcels:
    key: number
    with: { number: Number, sender: text, weight: whole number }
    from: { Parcel taken: {} }
    visible if: sender = actor.id
external systems:
  Road:
    does: { Ask police: { with: { number: Number } } }
    reports: { Fallen off: { with: { number: Number } } }
`;

/** All that is said when `from` is `to`. */
function saidWith(from: string, to: string): readonly string[] {
  expect(SOUND).toContain(from);
  return saidOf(SOUND.replace(from, () => to));
}

test('Of what is all of use nothing is said', () => {
  expect(saidOf(SOUND)).toEqual([]);
});

describe('What nobody sends, sees, sets or reads', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a command without a sender', 'Look for it: { whenever: Fallen off, then: [ Note loss, Ask police ] }', 'Look for it: { whenever: Fallen off, then: Ask police }', ['command-without-sender: Note loss']],
    ['an event without a cause', '      Parcel lost: {}', '      Parcel lost: {}\n      Parcel wet: {}', ['event-never-happens: Parcel wet']],
    ['a policy that waits for it', '      Parcel lost: {}\npolicies:', '      Parcel lost: {}\n      Parcel wet: {}\npolicies:\n  Dry it: { whenever: Parcel wet, then: Note loss }', ['event-never-happens: Parcel wet', 'policy-never-set-off: Parcel wet']],
    ['a request', ', Ask police ]', ' ]', ['request-without-sender: Ask police']],
    ['a report', 'reports: {', 'reports: { Jam: { with: { where: text } },', ['report-unheard: Jam']],
    ['an actor', '  Driver: {}', '  Driver: {}\n  Boss: {}', ['actor-without-part: Boss']],
    ['a read model', '  My parcels:\n', '  All parcels: { key: number, with: { number: Number }, from: { Parcel taken: {} } }\n  My parcels:\n', ['read-model-without-reader: All parcels']],
    ['a type', '  Number: {', '  Weight: { is: whole number, at least: 1 }\n  Number: {', ['type-never-used: Weight']],
    ['a type that another one narrows is used', '  Number: { is: text, example: P1 }', '  Name: { is: text }\n  Number: { is: Name, example: P1 }', []],
    ['a member', 'one of: [taken, gone]', 'one of: [taken, gone, lost]', ['member-never-set: lost']],
    ['a member that people may enter', 'Note loss: { then', 'Note loss: { by: Driver, with: { became: optional Step }, then', ['field-never-used: became']],
    ['state', 'state: { number: Number,', 'state: { number: Number, weight: whole number,', ['state-never-read: weight']],
    ['state that nothing sets is said to be so, and nothing else', 'step: Step }\n    commands', 'step: Step, times: whole number }\n    commands', ['state-without-value: Parcel taken']],
    ['an optional field of an event', 'Parcel taken: { with: { sender: text,', 'Parcel taken: { with: { note: optional text, sender: text,', ['field-never-filled: note']],
    ['an optional field of the state', 'state: { number: Number,', 'state: { lost at: optional date, number: Number,', ['state-never-read: lost at', 'field-never-filled: lost at']],
    ['an optional field of a row', '    with: { number: Number, sender: text,', '    with: { arrived: optional date, number: Number, sender: text,', ['field-never-filled: arrived']],
  ])('%s', (_name, from, to, said) => {
    expect([...saidWith(from, to)].sort()).toEqual([...said].sort());
  });

  test('is left unsaid while something else is wrong', () => {
    expect(saidOf(SOUND.replace('one of: [taken, gone]', 'one of: [taken, gone, lost]').replace('require: step = taken', 'require: stepp = taken'))).toEqual(['unknown-name-in-expression: stepp']);
  });
});

describe('What two reactions to one event send', () => {
  const policies = (...written: readonly string[]): readonly string[] => saidOf(SOUND.replace('policies:\n', () => `policies:\n${written.map((each) => `  ${each}\n`).join('')}`)).filter((said) => said.startsWith('sent-twice'));
  const lost = 'whenever: Parcel gone';

  test.each<[string, readonly string[], number]>([
    ['the same from two policies', [`A: { ${lost}, then: Note loss }`, `B: { ${lost}, then: Note loss }`], 1],
    ['the same from three policies', [`A: { ${lost}, then: Note loss }`, `B: { ${lost}, then: Note loss }`, `C: { ${lost}, then: Note loss }`], 2],
    ['under one of several events', [`A: { ${lost}, then: Note loss }`, `B: { whenever: [ Called back, Parcel gone ], then: Note loss }`], 1],
    ['with the same condition, differently put', [`A: { whenever: Parcel taken, if: weight > 5 and sender != "", then: Note loss }`, `B: { whenever: Parcel taken, if: sender != "", then: [ { if: weight > 5, Note loss: {} } ] }`], 1],
    ['a value written out and the same', [`A: { whenever: Parcel taken, then: { Ask police: { number: '"P" + sender' } } }`, `B: { whenever: Parcel taken, then: { Ask police: { number: '"P" + sender' } } }`], 1],
    ['another value', [`A: { whenever: Parcel taken, then: { Ask police: { number: '"P" + sender' } } }`, `B: { whenever: Parcel taken, then: { Ask police: { number: '"Q" + sender' } } }`], 0],
    ['another condition', [`A: { whenever: Parcel taken, if: weight > 5, then: Note loss }`, `B: { whenever: Parcel taken, if: weight <= 5, then: Note loss }`], 0],
    ['another time', [`A: { ${lost}, then: Note loss }`, `B: { ${lost}, after: 2 days, then: Note loss }`], 0],
    ['another event', [`A: { ${lost}, then: Note loss }`, `B: { whenever: Called back, then: Note loss }`], 0],
    ['side by side, where it is meant', [`A: { ${lost}, then: [ Note loss, Note loss ] }`], 0],
  ])('%s', (_name, written, count) => {
    expect(policies(...written)).toEqual(Array.from({ length: count }, () => 'sent-twice: Note loss').map((said) => (written.join('').includes('Ask police') ? 'sent-twice: Ask police' : said)));
  });
});

describe('Whom a model trusts', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a command that any customer may give for any parcel', "          - require: sender = actor.id\n            otherwise: It is not yours\n", '          - require: step = taken\n            otherwise: Too late\n', ['command-for-anybody: Call back']],
    ['a command that asks of the field itself whether it is anybody\'s', "sender = actor.id\n            otherwise: It is not yours\n", 'sender != ""\n            otherwise: It is nobody\'s\n', []],
    ['a view of all customers', '    visible if: sender = actor.id\n', '', ['view-for-anybody: My parcels']],
    ['a view of all customers without saying whose it is', '    with: { number: Number, sender: text, weight: whole number }\n    from: { Parcel taken: {} }\n    visible if: sender = actor.id\n', '    with: { number: Number, weight: whole number }\n    from: { Parcel taken: {} }\n', ['view-for-anybody: My parcels']],
    ['a view that counts', '  My parcels:\n', '  Count: { single: true, with: { parcels: whole number }, from: { Parcel taken: { sets: { parcels: 1 } } } }\n  My parcels:\n', ['read-model-without-reader: Count']],
  ])('%s', (_name, from, to, said) => {
    // What the state holds of the sender is then of no use any more; that is not the point here.
    expect(saidWith(from, to).filter((each) => each !== 'state-never-read: sender')).toEqual(said);
  });

  test('who only left a name, or must be somebody else, owns nothing', () => {
    const gone = (rule: string): string => SOUND.replace('step: Step }\n    commands', 'step: Step, sent by: optional text }\n    commands')
      .replace('then: Parcel gone', 'then: { Parcel gone: { sent by: actor.id } }').replace('Parcel gone: { sets', 'Parcel gone: { with: { sent by: text }, sets')
      .replace('      Note loss: { then', `      Note loss: { by: Driver,${rule} then`);
    const never = 'command-for-anybody: Note loss';
    expect(saidOf(gone(''))).not.toContain(never);
    expect(saidOf(gone(' rules: [{ require: sent by = null or sent by != actor.id, otherwise: Ask a colleague }],'))).not.toContain(never);
    // Somebody asks it elsewhere, and so it says whose it is.
    expect(saidOf(gone('').replace('require: step = taken', 'require: step = taken and (sent by = null or sent by = actor.id)'))).toContain(never);
  });

  test('a name that others are asked for owns nothing for those who wrote it down', () => {
    const clerk = SOUND.replace('  Driver: {}', '  Driver: {}\n  Clerk: {}').replace('Take parcel: { by: Customer', 'Take parcel: { by: [Customer, Clerk]').replace('Note loss: { then', 'Note loss: { by: Clerk, then');
    expect(saidOf(clerk)).toEqual([]);
  });

  test('who may do for everybody what others do for themselves owns nothing', () => {
    const clerk = SOUND.replace('  Driver: {}', '  Driver: {}\n  Clerk: {}').replace('require: sender = actor.id', 'require: actor = Clerk or sender = actor.id').replaceAll('by: Customer', 'by: [Customer, Clerk]')
      .replace('visible if: sender = actor.id', 'visible if: actor = Clerk or sender = actor.id').replace('Note loss: { then', 'Note loss: { by: Clerk, then');
    expect(saidOf(clerk)).toEqual([]);
    expect(saidOf(clerk.replace('Note loss: { by: Clerk', 'Note loss: { by: [Clerk, Customer]'))).toEqual(['command-for-anybody: Note loss']);
  });

  test('where only customers are asked, whoever else may send it owns nothing', () => {
    const clerk = SOUND.replace('  Driver: {}', '  Driver: {}\n  Clerk: {}').replace('require: sender = actor.id', 'require: actor != Customer or sender = actor.id').replaceAll('by: Customer', 'by: [Customer, Clerk]')
      .replace('visible if: sender = actor.id', 'visible if: actor = Clerk or sender = actor.id').replace('Note loss: { then', 'Note loss: { by: Clerk, then');
    expect(saidOf(clerk)).toEqual([]);
  });

  test('a model that never asks who exactly acts is not asked either', () => {
    const open = SOUND.replace('{ Parcel taken: { sender: actor.id } }', 'Parcel taken').replace('with: { weight: whole number }, then', 'with: { sender: text, weight: whole number }, then').replace('sender = actor.id\n            otherwise', 'sender != ""\n            otherwise').replace('    visible if: sender = actor.id\n', '');
    expect(saidOf(open)).toEqual([]);
  });
});

describe('What scenarios do not show', () => {
  const shown = `${SOUND}scenarios:\n  All goes well:\n    when: { Take parcel: { weight: 3 } }\n    then: [ Parcel taken ]\n  One falls off:\n    given: [ Parcel taken: { sender: Ada, weight: 3 } ]\n    when: { Fallen off: { number: P1 } }\n    then: [ Parcel lost ]\n`;

  test('is told command by command, with all that hangs on it', () => {
    expect(allSaidOf(SOUND)).toEqual(['command-never-tried: Take parcel', 'command-never-tried: Send parcel', 'command-never-tried: Call back', 'command-never-tried: Note loss', 'policy-never-shown: Look for it']);
  });

  test('what a scenario of the whole system reaches is shown', () => {
    expect(allSaidOf(shown)).toEqual(['command-never-tried: Send parcel', 'command-never-tried: Call back']);
  });

  test('each rule wants to be seen refusing, and each event happening', () => {
    const refused = shown.concat('  It goes only once:\n    given: [ Parcel taken: { sender: Ada, weight: 3 }, Parcel gone ]\n    when: Send parcel\n    then: { refused: It is gone }\n');
    expect(allSaidOf(refused)).toEqual(['command-never-tried: Call back']);
    const goes = shown.concat('  It goes:\n    given: [ Parcel taken: { sender: Ada, weight: 3 } ]\n    when: Send parcel\n    then: [ Parcel gone ]\n');
    expect(allSaidOf(goes)).toEqual(['rule-never-shown: It is gone', 'command-never-tried: Call back']);
  });

  test('what is only told under `given` is not shown', () => {
    const told = SOUND.replace('    events:\n', '    scenarios:\n      It can not go:\n        given: [ Parcel taken: { sender: Ada, weight: 3 }, Parcel gone ]\n        when: Send parcel\n        then: { refused: It is gone }\n    events:\n');
    expect(allSaidOf(told)).toEqual(['command-never-tried: Take parcel', 'command-never-tried: Call back', 'command-never-tried: Note loss', 'event-never-shown: Parcel gone', 'policy-never-shown: Look for it']);
  });
});
