import process from 'node:process';
import { openDepositors } from './depositors.ts';

/** A process of its own: `depositor.ts <ours or raw> <url> <schema>`. Told an account, it pays in to it, and answers how often. */
const [kind, url = '', schema = ''] = process.argv.slice(2);
const depositors = await openDepositors({ kind: kind === 'raw' ? 'raw' : 'ours', url, schema });

process.on('message', (message) => {
  const { account, callers, milliseconds } = message as { readonly account: string; readonly callers: number; readonly milliseconds: number };
  void depositors.payIn(account, callers, milliseconds).then((deposits) => process.send?.(deposits));
});
process.once('disconnect', () => void depositors.close().then(() => process.exit()));
process.send?.('ready');
