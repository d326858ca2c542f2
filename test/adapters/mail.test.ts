import { DeliveryRefused, Temporal } from 'stormwright';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { createMail, type Letter, type MailOptions } from '../../runtime/adapters/mail.ts';
import { mailServer, type MailServer, refusal } from './mail-server.ts';

const PASSWORD = 'hush-hush/17';
const delivery = { idempotencyKey: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', requestedAt: Temporal.Instant.from('2026-11-23T12:00:00Z') };
const letter: Letter = { to: 'ada@home.example', subject: 'Thänk you', text: 'For your money,\nof course.' };

let server: MailServer | undefined;
afterEach(() => server?.close());

async function taking(options: SMTPServerOptions = {}): Promise<string> {
  server = await mailServer(options);
  return `smtp://127.0.0.1:${server.port}`;
}

const mail = (url: string, options: Partial<MailOptions> = {}) => createMail({ url, from: 'Bank <no-reply@bank.example>', timeoutInMilliseconds: 2000, ...options });
const failureOf = (url: string, change: Partial<Letter> = {}, options: Partial<MailOptions> = {}): Promise<unknown> => mail(url, options).send({ ...letter, ...change }, delivery).then(() => 'none', (error: unknown) => error);

/** Takes mail from whoever knows the password. */
const withPassword: SMTPServerOptions = { authOptional: false, allowInsecureAuth: true, onAuth: ({ password }, _session, done) => (password === PASSWORD ? done(null, { user: 'bank' }) : done(refusal(535, `Not with ${password}`))) };

describe('The mail adapter', () => {
  test('hands a letter to a mail server, with a Message-ID and a date that every attempt has', async () => {
    const url = await taking();
    await mail(url).send(letter, delivery);
    const [first] = server?.mails ?? [];
    expect([first?.from, first?.to]).toEqual(['no-reply@bank.example', ['ada@home.example']]);
    expect(first?.text).toContain('From: Bank <no-reply@bank.example>\r\n');
    expect(first?.text).toContain('Message-ID: <6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11@bank.example>\r\n');
    expect(first?.text).toContain('Date: Mon, 23 Nov 2026 12:00:00 +0000\r\n');
    expect(first?.text).toContain('Subject: =?UTF-8?Q?Th=C3=A4nk_you?=\r\n');
    expect(first?.text).toContain('For your money,\r\nof course.');
  });

  test('shows its name and password where they are asked for', async () => {
    const url = (await taking(withPassword)).replace('//', `//bank:${encodeURIComponent(PASSWORD)}@`);
    await mail(url).send(letter, delivery);
    expect(server?.mails).toHaveLength(1);
  });

  test('never tells the password when it is wrong, whatever the server says, and tries again: somebody may put it right', async () => {
    const url = (await taking(withPassword)).replace('//', '//bank:wrong-one%2F18@');
    const failure = await failureOf(url);
    expect(String(failure)).toMatch(/^Error: The mail server 127\.0\.0\.1 did not take the letter: .*Not with \*\*\*/);
    expect(failure).not.toBeInstanceOf(DeliveryRefused);
    expect(JSON.stringify([failure, String(failure), failure instanceof Error && failure.cause])).not.toMatch(/wrong-one|d3Jvbmct/);
  });

  test.each<[string, SMTPServerOptions, string, boolean]>([
    ['a full mailbox', { onRcptTo: (_address, _session, done) => done(refusal(452, 'Mailbox full')) }, 'Mailbox full', false],
    ['nobody of that name', { onRcptTo: (_address, _session, done) => done(refusal(550, 'No such user')) }, 'No such user', true],
    ['a letter it takes for advertising', { onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal(554, 'Advertising'))) }, 'Advertising', true],
    ['a sender it does not know yet', { onMailFrom: (_address, _session, done) => done(refusal(550, 'Not from you')) }, 'Not from you', false],
    ['a busy server', { onConnect: (_session, done) => done(refusal(421, 'Busy')) }, 'Busy', false],
  ])('tells %s from what no attempt would mend', async (_name, options, reason, forEver) => {
    const failure = await failureOf(await taking(options));
    expect(String(failure)).toContain(reason);
    expect(failure instanceof DeliveryRefused).toBe(forEver);
  });

  test('says that nobody is there', async () => {
    const url = await taking();
    await server?.close();
    server = undefined;
    expect(String(await failureOf(url))).toMatch(/^Error: The mail server 127\.0\.0\.1 did not take the letter: connect ECONNREFUSED/);
  });

  test('does not wait for ever for a server that says nothing', async () => {
    const url = await taking({ onConnect: () => undefined });
    expect(String(await failureOf(url, {}, { timeoutInMilliseconds: 200 }))).toMatch(/did not take the letter: .*(?:Greeting never received|timeout)/i);
  });

  test('sends nothing to another machine where everybody can read it, unless it may', async () => {
    // The same server by an address that is not known to be this machine.
    const url = (await taking()).replace('127.0.0.1', '[::ffff:127.0.0.1]');
    expect(String(await failureOf(url))).toMatch(/STARTTLS|TLS/);
    expect(server?.mails).toHaveLength(0);
    expect(await failureOf(url, {}, { allowUnencrypted: true })).toBe('none');
  });

  test('does not believe a certificate that nobody vouches for', async () => {
    expect(String(await failureOf((await taking({ secure: true })).replace('smtp:', 'smtps:')))).toMatch(/certificate/);
    expect(server?.mails).toHaveLength(0);
  });

  test.each<[string, Partial<Letter>]>([
    ['another recipient behind the first', { to: 'ada@home.example, eve@evil.example' }],
    ['a header behind the address', { to: 'ada@home.example\r\nBcc: eve@evil.example' }],
    ['a name around the address', { to: 'Eve <eve@evil.example>' }],
    ['no address', { to: '' }],
    ['a command behind the address', { to: 'ada@home.example>\r\nRCPT TO:<eve@evil.example' }],
    ['a header behind the subject', { subject: 'Hello\r\nBcc: eve@evil.example' }],
    ['a line that only some take for one', { subject: 'Hello\u2028Bcc: eve@evil.example' }],
  ])('does not send a letter with %s', async (_name, change) => {
    expect(await failureOf(await taking(), change)).toBeInstanceOf(DeliveryRefused);
    expect(server?.mails).toHaveLength(0);
  });

  test('keeps a line of the text that ends a letter in SMTP where it belongs', async () => {
    await mail(await taking()).send({ ...letter, text: 'Before\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n' }, delivery);
    expect(server?.mails.map(({ from }) => from)).toEqual(['no-reply@bank.example']);
    expect(server?.mails[0]?.text).toContain('Before\r\n.\r\nMAIL FROM:<eve@evil.example>');
  });

  test.each<[string, Partial<MailOptions>, string]>([
    ['no URL', { url: 'mail.example' }, 'The address of a mail server must be a URL, like smtps://user:password@mail.example:465.'],
    ['another kind of URL', { url: `https://bank:${PASSWORD}@mail.example` }, 'The address of a mail server must be a URL, like smtps://user:password@mail.example:465.'],
    ['settings in a URL', { url: 'smtp://bank:hush@mail.example?secure=no' }, 'The address of the mail server mail.example must not have anything behind a question mark.'],
    ['a sender without an address', { from: 'Bank' }, 'The sender of mail must be an address, like "Bank <no-reply@bank.example>".'],
    ['a sender of two lines', { from: 'Bank\r\nBcc: eve@evil.example <a@b.example>' }, 'The sender of mail must be an address, like "Bank <no-reply@bank.example>".'],
  ])('refuses %s when it is set up, without repeating a password', (_name, options, sentence) => {
    expect(() => mail('smtps://mail.example', options)).toThrow(new RangeError(sentence));
  });
});
