/** Maps grow together; everything else is replaced, as somebody would who types it in. */
export function merged(before: unknown, piece: unknown): unknown {
  if (!isMap(before) || !isMap(piece)) return piece;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(piece)])];
  return Object.fromEntries(keys.map((key) => [key, !(key in piece) ? before[key] : !(key in before) ? piece[key] : merged(before[key], piece[key])]));
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
