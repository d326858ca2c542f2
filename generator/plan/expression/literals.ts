/** `100_000`: whole numbers have separators where a reader wants them. */
export function wholeLiteral(value: bigint): string {
  return value < 0n ? `-${grouped((-value).toString())}` : grouped(value.toString());
}

/** Units as a bigint, the digits after the point set apart: 50.00 with two digits is `50_00n`, 0 is `0n`. */
export function unitsLiteral(units: bigint, digits: number): string {
  if (units < 0n) return `-${unitsLiteral(-units, digits)}`;
  const all = units.toString();
  // A number in JavaScript must not begin with a zero, so below one whole there is nothing to set apart.
  if (digits === 0 || all.length <= digits) return `${digits === 0 ? grouped(all) : all}n`;
  return `${grouped(all.slice(0, -digits))}_${all.slice(-digits)}n`;
}

/** How many units ten to the power of `exponent` are: `100n`, `10_000n`. */
export function tenToThe(exponent: number): string {
  return unitsLiteral(10n ** BigInt(exponent), 0);
}

/** Digits with the point in its place: -5 with two digits is `-0.05`. */
export function decimalDigits(units: bigint, digits: number): string {
  const all = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  return `${units < 0n ? '-' : ''}${digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`}`;
}

function grouped(digits: string): string {
  return digits.replaceAll(/(?<=[0-9])(?=(?:[0-9]{3})+$)/g, '_');
}
