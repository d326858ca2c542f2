/** The stream of one instance of an aggregate: `Bank account/NL000001`. */
export function streamName(aggregate: string, id: string): string {
  return `${aggregate.replaceAll('/', ' ')}/${id}`;
}
