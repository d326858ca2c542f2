import process from 'node:process';

/** Where it is shown: what a terminal's stderr is. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What takes a while is not told at once, so that what is quick leaves no flicker. */
const TOLD_AFTER_MILLISECONDS = 300;
const ERASE_LINE = '\r\u001b[K';

/** Says on a terminal, and nowhere else, what is being done for as long as `work` takes, in a line that goes away. */
export async function showing<T>(what: string, work: () => Promise<T>, screen: Screen = process.stderr): Promise<T> {
  if (screen.isTTY !== true) return work();
  let told = false;
  const timer = setTimeout(() => {
    told = true;
    screen.write(`${what} …`);
  }, TOLD_AFTER_MILLISECONDS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (told) screen.write(ERASE_LINE);
  }
}
