import pg from 'pg';

/** Sends what many ask for at the same time in one batch; answers come in the order of the questions. */
export type SendBatch<Question, Answer> = (batch: readonly Question[]) => Promise<readonly Answer[]>;

export interface AppendQueueParts<Question, Answer> {
  readonly send: SendBatch<Question, Answer>;
  /** What questions about the same thing have in common: those are sent in the order they were asked in. */
  readonly keysOf: (question: Question) => readonly string[];
  /** How much of a batch a question takes up. */
  readonly sizeOf: (question: Question) => number;
  /** How many batches may be under way at a time. */
  readonly lanes: number;
  /** For how many milliseconds this process has had nothing to do since it began. */
  readonly idleTime?: () => number;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly keys: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_IN_A_BATCH = 200;
const LARGEST_BATCH = 4_000;
/** However many wait for one busy stream, what a batch can be made of is looked for only among the first. */
const MOST_LOOKED_AT = 1_000;

/**
 * While batches are under way the next one gathers, so that under load many appends share a round trip and a commit,
 * and without load nobody waits. There are several at a time only where this process would rest otherwise. One that fails
 * never fails its neighbours: when PostgreSQL refuses a batch, which stored nothing then, each of it is sent again alone.
 * Whatever has a key in common with something under way waits for it, and for whatever waits for it: several batches at a
 * time never put appends to one stream in another order.
 */
export function createAppendQueue<Question, Answer>({ send, keysOf, sizeOf, lanes, idleTime = idleTimeOfLoop }: AppendQueueParts<Question, Answer>): (question: Question) => Promise<Answer> {
  let waiting: Waiting<Question, Answer>[] = [];
  const underWay = new Set<string>();
  let [flying, called, idleBefore] = [0, false, 0];
  // Without a moment's rest since the last batch went out, it is this process that everybody waits for, and fewer and larger batches cost it less.
  const isBusy = (): boolean => idleTime() === idleBefore;

  const take = (): readonly Waiting<Question, Answer>[] => {
    const [batch, left]: [Waiting<Question, Answer>[], Waiting<Question, Answer>[]] = [[], []];
    const passedOver = new Set<string>();
    let size = 0;
    for (const [index, each] of waiting.entries()) {
      if (batch.length === MOST_IN_A_BATCH || size >= LARGEST_BATCH || index === MOST_LOOKED_AT) {
        waiting = [...left, ...waiting.slice(index)];
        return batch;
      }
      if (each.keys.some((key) => underWay.has(key) || passedOver.has(key))) {
        for (const key of each.keys) passedOver.add(key);
        left.push(each);
        continue;
      }
      batch.push(each);
      size += sizeOf(each.question);
    }
    waiting = left;
    return batch;
  };
  const pump = async (): Promise<void> => {
    called = false;
    if (flying === lanes || waiting.length === 0 || (flying > 0 && isBusy())) return;
    const batch = take();
    if (batch.length === 0) return;
    flying += 1;
    idleBefore = idleTime();
    for (const { keys } of batch) for (const key of keys) underWay.add(key);
    await settle(send, batch);
    for (const { keys } of batch) for (const key of keys) underWay.delete(key);
    flying -= 1;
    call();
  };
  // In a moment: what is asked for in the same turn of the event loop goes together.
  const call = (): void => {
    if (called) return;
    called = true;
    queueMicrotask(() => void pump());
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, keys: keysOf(question), resolve, reject });
      call();
    });
}

const idleTimeOfLoop = (): number => performance.eventLoopUtilization().idle;

async function settle<Question, Answer>(send: SendBatch<Question, Answer>, batch: readonly Waiting<Question, Answer>[]): Promise<void> {
  try {
    const answers = await send(batch.map(({ question }) => question));
    batch.forEach(({ resolve, reject }, index) => {
      const answer = answers[index];
      if (answer === undefined) reject(new Error('PostgreSQL gave fewer answers than there were appends.'));
      else resolve(answer);
    });
  } catch (error) {
    if (batch.length > 1 && error instanceof pg.DatabaseError) for (const one of batch) await settle(send, [one]);
    else for (const { reject } of batch) reject(error);
  }
}
