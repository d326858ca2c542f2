/** How many stickies one block of the wall has: see `block`. */
export const STICKIES_IN_A_BLOCK = 10;

/**
 * A model of at least `stickies` stickies, in blocks that look like what people write: an aggregate with commands, rules,
 * events and examples, a policy that goes on to the next block, a read model. Nothing in it is wrong.
 */
export function largeModel(stickies: number): string {
  const blocks = Array.from({ length: Math.max(2, Math.ceil(stickies / STICKIES_IN_A_BLOCK)) }, (_, index) => index + 1);
  const parts = (write: (block: number) => string): string => blocks.map(write).join('');
  return `model: Large\n\ntypes:\n${TYPES}\nactors:\n  Clerk:\n    views:\n${parts((block) => `      - Cases ${block}\n`)}\naggregates:\n${parts(aggregate)}\npolicies:\n${parts((block) => policy(block, block % blocks.length + 1))}\nread models:\n${parts(readModel)}`;
}

const TYPES = `  Amount: { is: decimal, digits: 2, at least: 0, example: 10.00 }
  Step:
    one of: [waiting, working, done]
`;

function aggregate(block: number): string {
  return `  Case ${block}:
    about: The case of block ${block}, from its beginning to its end.
    identified by: case id
    begins with: Case ${block} opened
    state:
      case id: identifier
      amount: Amount
      step: Step
    always:
      - require: amount <= 1000000
        otherwise: Too much for case ${block}
    commands:
      Open case ${block}:
        by: Clerk
        with: { title: text, amount: Amount }
        rules:
          - require: amount > 0 and string length(title) > 2
            otherwise: Case ${block} has a title and an amount
        then: Case ${block} opened
      Change case ${block}:
        by: Clerk
        with: { difference: Amount }
        rules:
          - require: step != done
            otherwise: Case ${block} is done
          - require: difference <= amount
            otherwise: Case ${block} never gets below nothing
        then:
          Case ${block} changed: { amount: amount - difference }
      Close case ${block}:
        by: Clerk
        then: Case ${block} closed
    events:
      Case ${block} opened:
        with: { title: text, amount: Amount }
        sets: { step: waiting }
      Case ${block} changed:
        with: { amount: Amount }
        sets: { step: working }
      Case ${block} closed:
        sets: { step: done }
    scenarios:
      Case ${block} is opened:
        when:
          Open case ${block}: { title: First, amount: 50.00 }
        then:
          - Case ${block} opened: { title: First, amount: 50.00 }
      Case ${block} wants a title:
        when:
          Open case ${block}: { title: No, amount: 50.00 }
        then:
          refused: Case ${block} has a title and an amount
      Case ${block} is changed:
        given:
          - Case ${block} opened: { title: First, amount: 50.00 }
        when:
          Change case ${block}: { difference: 20.00 }
        then:
          - Case ${block} changed: { amount: 30.00 }
      Case ${block} never gets below nothing:
        given:
          - Case ${block} opened: { title: First, amount: 50.00 }
        when:
          Change case ${block}: { difference: 50.01 }
        then:
          refused: Case ${block} never gets below nothing
      Case ${block} stays as it is when it is done:
        given:
          - Case ${block} opened: { title: First, amount: 50.00 }
          - Case ${block} closed
        when:
          Change case ${block}: { difference: 1.00 }
        then:
          refused: Case ${block} is done
      Case ${block} is closed:
        given:
          - Case ${block} opened: { title: First, amount: 50.00 }
        when: Close case ${block}
        then:
          - Case ${block} closed
`;
}

function policy(block: number, next: number): string {
  return `  Follow case ${block}:
    whenever: Case ${block} changed
    if: amount < 1
    then:
      Change case ${next}: { difference: 1.00 }
    scenarios:
      When nothing is left of case ${block}:
        given:
          - Case ${block} opened: { title: First, amount: 50.00 }
        when:
          Case ${block} changed: { amount: 0.50 }
        then:
          - Change case ${next}: { difference: 1.00 }
`;
}

function readModel(block: number): string {
  return `  Cases ${block}:
    question: How far are the cases of block ${block}?
    key: case id
    with:
      case id: identifier
      title: text
      amount: Amount
      changes: whole number
    from:
      Case ${block} opened:
        sets: { changes: 0 }
      Case ${block} changed:
        sets: { changes: changes + 1 }
      Case ${block} closed: removes
`;
}
