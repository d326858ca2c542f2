import { spawn } from 'node:child_process';
import process from 'node:process';

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends a program of Node's that opens a connection or asks for an address, with a code that none of ours has. */
const NO_NETWORK = `
import net from 'node:net';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
const refuse = (...wanted) => { process.stderr.write('It reached for the network: ' + JSON.stringify(wanted[0]) + '\\n'); process.exit(99); };
net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
dns.promises.lookup = refuse;
syncBuiltinESMExports();
`;

/** Runs a script with Node; it has no network, and nothing of this process's environment but the path. */
export function runWithoutNetwork(script: string, args: readonly string[], folder: string, environment: { readonly [name: string]: string } = {}): Promise<Said> {
  const preload = `data:text/javascript,${encodeURIComponent(NO_NETWORK)}`;
  const child = spawn(process.execPath, ['--import', preload, script, ...args], { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => (stdout += String(part)));
  child.stderr.on('data', (part) => (stderr += String(part)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
