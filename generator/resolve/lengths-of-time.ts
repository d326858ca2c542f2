import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { RawName } from '../schema/raw-model.ts';
import type { Delay, Schedule } from './time-words.ts';

const SECONDS: { readonly [unit: string]: number } = { minute: 60, hour: 3600, day: 86_400 };
/** Ten thousand years are more than anybody waits, and well within what dates can be. */
const MOST_SECONDS = 10_000 * 366 * 86_400;

/** `30 days`, `1 hour`, `15 minutes`; `undefined` where it was reported. */
export function delayOf(written: RawName, report: Report): Delay | undefined {
  const [, amount = '', unit = ''] = /^([0-9]{1,9}) (minute|hour|day)s?$/.exec(written.text) ?? [];
  const seconds = Number(amount) * (SECONDS[unit] ?? 0);
  if (seconds > 0 && seconds <= MOST_SECONDS) return { seconds, text: written.text, span: written.span };
  report(diagnose('not-a-delay', written.span, { written: written.text }));
  return undefined;
}

const DURATIONS: { readonly [unit: string]: (amount: number) => string } = {
  second: (amount) => `PT${amount}S`,
  minute: (amount) => `PT${amount}M`,
  hour: (amount) => `PT${amount}H`,
  day: (amount) => `P${amount}D`,
  week: (amount) => `P${amount * 7}D`,
  month: (amount) => `P${amount}M`,
  year: (amount) => `P${amount}Y`,
};

/** `90 minutes` as durations are written, `PT90M`; `undefined` where it is no such length of time. */
export function durationOfWords(text: string): string | undefined {
  const [, amount = '', unit = ''] = /^([0-9]{1,6}) *(second|minute|hour|day|week|month|year)s?$/.exec(text.trim()) ?? [];
  return DURATIONS[unit]?.(Number(amount));
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MINUTES_OF_DAY = 1440;

/** `day at 02:00` and its like; `undefined` where it was reported. */
export function scheduleOf(written: RawName, report: Report): Schedule | undefined {
  const { text, span } = written;
  const found = intervalOf(text) ?? atTime(text);
  if (found !== undefined) return { ...found, text, span };
  report(diagnose('not-a-schedule', span, { written: text }));
  return undefined;
}

type Interval = { readonly kind: 'interval'; readonly minutes: number };
type Timed =
  | { readonly kind: 'daily'; readonly hour: number; readonly minute: number }
  | { readonly kind: 'weekly'; readonly weekday: number; readonly hour: number; readonly minute: number }
  | { readonly kind: 'monthly'; readonly day: number; readonly hour: number; readonly minute: number };

/** `hour`, `15 minutes`, `6 hours`: as often as goes into a day without a rest. */
function intervalOf(text: string): Interval | undefined {
  const found = /^(?:([0-9]{1,4}) )?(minute|hour)s?$/.exec(text);
  if (found === null) return undefined;
  const minutes = Number(found[1] ?? 1) * (found[2] === 'hour' ? 60 : 1);
  return minutes > 0 && MINUTES_OF_DAY % minutes === 0 ? { kind: 'interval', minutes } : undefined;
}

function atTime(text: string): Timed | undefined {
  const found = /^(.+) at ([0-9]{1,2}):([0-9]{2})$/.exec(text);
  if (found === null) return undefined;
  const [, what = '', hours, minutes] = found;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (hour > 23 || minute > 59) return undefined;
  if (what === 'day') return { kind: 'daily', hour, minute };
  const weekday = WEEKDAYS.indexOf(what.toLowerCase()) + 1;
  if (weekday > 0) return { kind: 'weekly', weekday, hour, minute };
  const day = Number(/^month on ([0-9]{1,2})$/.exec(what)?.[1] ?? 0);
  return day >= 1 && day <= 28 ? { kind: 'monthly', day, hour, minute } : undefined;
}
