/** Arrays as PostgreSQL reads them: `{"a","b \"c\"",NULL}`. By hand, because this is done for every event and the driver's own way is several times as slow. */

const TO_ESCAPE = /["\\]/;

export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map(element).join(',')}}`;
}

/** Of values in which nothing has to be escaped: numbers, UUIDs, times. */
export function plainArray(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}

/** Of JSON texts, in which control characters are escaped already: `JSON.stringify` then quotes as PostgreSQL does. */
export function jsonArray(texts: readonly string[]): string {
  return `{${texts.map((text) => JSON.stringify(text)).join(',')}}`;
}

function element(value: string | null): string {
  if (value === null) return 'NULL';
  return TO_ESCAPE.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
}
