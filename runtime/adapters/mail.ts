import { createTransport } from 'nodemailer';
import { DeliveryRefused } from '../reaction/delivery-errors.ts';
import type { Delivery } from '../reaction/external-system.ts';

/** By which server mail goes, and from whom. */
export interface MailOptions {
  /** `smtps://user:password@mail.example:465`, or `smtp://…:587`, which must offer TLS. A character that has a meaning in URLs is percent-encoded. */
  readonly url: string;
  /** `Bank <no-reply@bank.example>` */
  readonly from: string;
  /** How long each step may take; 10,000 unless given. */
  readonly timeoutInMilliseconds?: number;
  /** Lets mail, and the password, go over a connection that everybody on its way can read. On this machine it always may. */
  readonly allowUnencrypted?: boolean;
}

/** One letter. */
export interface Letter {
  /** One address: `someone@example.org`. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Sends mail by somebody's mail server. */
export interface Mail {
  /**
   * Resolves when the server has taken the letter. Rejects with `DeliveryRefused` when it never will, and with any other error when it is worth another try.
   * Two attempts at one request are one letter to whoever looks at its `Message-ID`; mail knows nothing stronger.
   */
  send(letter: Letter, delivery: Pick<Delivery, 'idempotencyKey' | 'requestedAt'>): Promise<void>;
}

/** Throws a sentence when the options can not be right; no sentence, neither here nor later, repeats the password. */
export function createMail({ url, from, timeoutInMilliseconds = 10_000, allowUnencrypted = false }: MailOptions): Mail {
  const server = serverIn(url);
  const domain = /@(?<domain>[^@\s<>]+)>?$/.exec(from)?.groups?.['domain'];
  if (domain === undefined || !isOneLine(from)) throw new RangeError('The sender of mail must be an address, like "Bank <no-reply@bank.example>".');
  const transport = createTransport({
    ...server,
    requireTLS: !server.secure && !allowUnencrypted && !isHere(server.host),
    connectionTimeout: timeoutInMilliseconds,
    greetingTimeout: timeoutInMilliseconds,
    socketTimeout: timeoutInMilliseconds,
    dnsTimeout: timeoutInMilliseconds,
    // Nothing in a letter may make it fetch something.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text }, { idempotencyKey, requestedAt }) => {
      if (!isAddress(to)) throw new DeliveryRefused('The letter is not for one address of mail.');
      if (!isOneLine(subject)) throw new DeliveryRefused('The subject of the letter has more than one line.');
      const letter = { from, to: { name: '', address: to }, subject, text, messageId: `<${idempotencyKey}@${domain}>`, date: new Date(requestedAt.epochMilliseconds) };
      try {
        await transport.sendMail(letter);
      } catch (error) {
        throw failure(server, error);
      }
    },
  };
}

interface Server {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

function serverIn(url: string): Server {
  const wrong = new RangeError('The address of a mail server must be a URL, like smtps://user:password@mail.example:465.');
  if (!URL.canParse(url)) throw wrong;
  const { protocol, hostname, port, username, password, search } = new URL(url);
  const secure = protocol === 'smtps:';
  if ((protocol !== 'smtp:' && !secure) || hostname === '') throw wrong;
  if (search !== '') throw new RangeError(`The address of the mail server ${hostname} must not have anything behind a question mark.`);
  const auth = username === '' ? {} : { auth: { user: decoded(username), pass: decoded(password) } };
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 465 : 587) : Number(port), secure, ...auth };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}

const LONGEST_ADDRESS = 254;

/** One, and nothing that means something else to a mail server. */
function isAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && /^[^\s@<>(),;:"\\[\]\u0000-\u001f\u007f]+@[^\s@<>(),;:"\\[\]\u0000-\u001f\u007f]+$/u.test(text);
}

function isOneLine(text: string): boolean {
  return !/[\u0000-\u001f\u007f\u2028\u2029]/.test(text);
}

/** Commands in which the server judges this one letter, and not us or its own state. */
const ABOUT_THE_LETTER = ['RCPT TO', 'DATA'];

/** What the server said, without what was said to it: that had the password in it. */
function failure({ host, auth }: Server, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`${host} could not be given the letter.`);
  const { responseCode, command = '' } = detailsOf(error);
  const secrets = auth === undefined ? [] : [auth.pass, encodeURIComponent(auth.pass), Buffer.from(auth.pass).toString('base64'), Buffer.from(`\0${auth.user}\0${auth.pass}`).toString('base64')];
  const said = secrets.filter((secret) => secret !== '').reduce((text, secret) => text.replaceAll(secret, '***'), error.message);
  const sentence = `The mail server ${host} did not take the letter: ${said}`;
  return responseCode !== undefined && responseCode >= 500 && ABOUT_THE_LETTER.includes(command) ? new DeliveryRefused(sentence) : new Error(sentence);
}

function detailsOf(error: Error): { readonly responseCode?: number; readonly command?: string } {
  return {
    ...('responseCode' in error && typeof error.responseCode === 'number' ? { responseCode: error.responseCode } : {}),
    ...('command' in error && typeof error.command === 'string' ? { command: error.command } : {}),
  };
}
