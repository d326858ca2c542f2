/** A line of the log as a person at a terminal reads it: `12:30:05 warn failed, and will be tried again: CEO bonus: the words have run out`. */
export function plainLine(json: string): string {
  const line = fieldsOf(json);
  if (line === undefined) return json;
  const { time, level, msg, method, route, status, milliseconds, subscription, error, sentence } = line;
  const at = String(time ?? '').slice(11, 19);
  if (msg === 'request') return `${at} ${join([method, route ?? '(no route)', status, `${String(milliseconds)} ms`])}\n`;
  return `${at} ${join([level, msg])}${[subscription, method === undefined ? undefined : join([method, route]), sentence ?? inShort(error)].map((part) => (part === undefined ? '' : `: ${part}`)).join('')}\n`;
}

type Fields = { readonly [name: string]: unknown };

function fieldsOf(json: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return isFields(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** Its kind, what it says where that may be told, and where it happened. */
function inShort(error: unknown): string | undefined {
  if (!isFields(error)) return undefined;
  const { type, message, stack } = error;
  const [frame] = Array.isArray(stack) ? stack : [];
  return join([type, message, frame === undefined ? undefined : `at ${String(frame)}`]);
}

const join = (parts: readonly unknown[]): string => parts.filter((part) => part !== undefined).map(String).join(' ');
