import type { FastifyServerOptions } from 'fastify';
import process from 'node:process';
import { toldError } from '../runtime/http/told-error.ts';
import { plainLine } from './plain-line.ts';
import { sentenceOf } from './sentence.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a secret is told as. */
const HIDDEN = '***';

/**
 * The server's log, on stderr: a JSON object a line, and for people, at a terminal, a plain line, there only of what goes wrong unless LOG_LEVEL says
 * otherwise. Whatever an adapter or a driver may have put into an error, what is secret in the environment is never repeated.
 */
export function serverLog(level: LogLevel | undefined, secrets: readonly string[]): FastifyServerOptions['logger'] {
  const atTerminal = process.stderr.isTTY === true;
  return {
    level: level ?? (atTerminal ? 'warn' : 'info'),
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    stream: { write: (line: string) => void process.stderr.write(withoutSecrets(atTerminal ? plainLine(line) : line, secrets)) },
  };
}

/** What nobody has caught ends the process, as it does without this; but what Node would print of it has everything in it that the error has. */
export function endOnBug(level: LogLevel | undefined, secrets: readonly string[]): void {
  process.once('uncaughtException', (error) => {
    const sentence = tellsSentences(level) ? { sentence: sentenceOf(error) } : {};
    const line = JSON.stringify({ level: 'fatal', time: new Date().toISOString(), error: toldError(error), ...sentence, msg: 'a mistake in the program ended it' });
    process.stderr.write(withoutSecrets(`${line}\n`, secrets));
    process.exit(1);
  });
}

/** Whether the words of an error are told, which may quote what it failed at: to whoever looks at a terminal, and to whoever asks for everything. */
export function tellsSentences(level: LogLevel | undefined): boolean {
  return process.stderr.isTTY === true || level === 'debug';
}

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, HIDDEN), text);
}

/** Shorter ones would be found in any text. */
const SHORTEST_SECRET = 6;

/** Variables whose value is a secret as a whole. */
const SECRET_NAME = /(?:KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE)$/;

/** What is secret in the environment: passwords within URLs, as they are written and as they are meant, and keys; also as a line of JSON writes them. */
export function secretsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  const found = Object.entries(environment).flatMap(([name, value = '']) => (SECRET_NAME.test(name) ? [value] : passwordIn(value)));
  const written = found.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(written)].filter((secret) => secret.length >= SHORTEST_SECRET).toSorted((a, b) => b.length - a.length);
}

function passwordIn(value: string): readonly string[] {
  if (!value.includes('://') || !URL.canParse(value)) return [];
  const { password } = new URL(value);
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
