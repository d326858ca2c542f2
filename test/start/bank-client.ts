/** A deposit that the server has answered with 200. */
export interface Acknowledged {
  readonly account: string;
  readonly amount: string;
  readonly balance: string;
  readonly revision: number;
}

interface Entry {
  readonly entry: number;
  readonly amount: string;
  readonly balance: string;
  readonly kind: string;
}

/** What the server says to an accepted command, as far as it is looked at here. */
interface Answer {
  readonly revision: number;
  readonly events: readonly { readonly data: { readonly balance: string } }[];
}

interface Overview {
  readonly balance: string;
  readonly movements: number;
}

interface Page {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

async function jsonOf<T>(answer: Response): Promise<T> {
  return JSON.parse(await answer.text());
}

export async function send(url: string, command: string, body: object): Promise<{ readonly status: number; readonly json: Answer }> {
  const answer = await fetch(`${url}/commands/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, json: await jsonOf<Answer>(answer) };
}

export const accounts = ['NL000001', 'NL000002', 'NL000003', 'NL000004'] as const;

/** Pays in from eight sides at once until the server is gone; `enough` is called when `wanted` have been acknowledged. */
export async function payInUntilGone(url: string, acknowledged: Acknowledged[], wanted: number, enough: () => void): Promise<void> {
  let number = 0;
  const before = acknowledged.length;
  let asked = false;
  const worker = async (): Promise<void> => {
    for (;;) {
      number += 1;
      const account = accounts[number % accounts.length] ?? accounts[0];
      const amount = `${(number % 90) + 1}.${String(number % 100).padStart(2, '0')}`;
      const answer = await send(url, 'deposit-money', { accountNumber: account, amount }).catch(() => undefined);
      if (answer === undefined || answer.status !== 200) return;
      acknowledged.push({ account, amount, balance: answer.json.events[0]?.data.balance ?? '', revision: answer.json.revision });
      if (acknowledged.length - before >= wanted && !asked) {
        asked = true;
        enough();
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function statementOf(url: string, account: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: Page = await jsonOf<Page>(await fetch(`${url}/statement/${account}?limit=1000${after === '' ? '' : `&after=${after}`}`));
    entries.push(...page.items);
    after = page.next;
  }
  return entries;
}

const cents = (amount: string): number => Math.round(Number(amount) * 100);

/** What is wrong with an account, compared with what was acknowledged; nothing when all is there, once. */
export async function differences(url: string, account: string, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const entries = await statementOf(url, account);
  const overview = await jsonOf<Overview>(await fetch(`${url}/account-overview/${account}`));
  const byRevision = new Map(entries.map((entry) => [entry.entry, entry]));
  const lost = acknowledged
    .filter((each) => each.account === account)
    .filter(({ revision, amount, balance }) => byRevision.get(revision)?.amount !== amount || byRevision.get(revision)?.balance !== balance)
    .map((each) => `acknowledged and not there: ${JSON.stringify(each)}`);
  const sum = entries.reduce((total, { amount }) => total + cents(amount), 0);
  const wrong = [
    ...(byRevision.size === entries.length ? [] : ['an entry is there twice']),
    ...(cents(overview.balance) === sum ? [] : [`the overview says ${overview.balance}, the statement adds up to ${sum / 100}`]),
    ...(overview.movements === entries.length ? [] : [`the overview counts ${overview.movements} movements, the statement has ${entries.length}`]),
  ];
  return [...lost, ...wrong].map((line) => `${account}: ${line}`);
}
