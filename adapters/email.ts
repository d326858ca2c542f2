import type { Environment } from 'stormwright';
import { createMail } from 'stormwright/adapters/mail';
import type { Email } from '../generated/bank/email.ts';
import { Money } from '../generated/bank/types.ts';

/**
 * Thanks by mail, where SMTP_URL says by which server: `smtps://user:password@mail.example:465`. Without it nothing is sent, and what was asked for is
 * shown on the page and under /requests.json.
 *
 * The bank knows accounts and no addresses, so a letter goes to the account's own address at MAIL_DOMAIN: the mail server knows whose that is.
 */
export function createEmail(environment: Environment): Email | undefined {
  const { SMTP_URL: url, MAIL_FROM: from = 'Bank <no-reply@bank.example>', MAIL_DOMAIN: domain = 'bank.example' } = environment;
  if (url === undefined || url === '') return undefined;
  const mail = createMail({ url, from });
  return {
    sendThankYouEmail: ({ accountNumber, amount }, delivery) =>
      mail.send({ to: `${accountNumber.toLowerCase()}@${domain}`, subject: 'Thank you', text: `Thank you for paying ${String(Money.encode(amount))} into your account ${accountNumber}.\n` }, delivery),
  };
}
