/**
 * A thing under construction. The links of a model go round in circles (a command knows its aggregate and the other way
 * round), so all things are made first and filled afterwards; outside this folder they are read only.
 */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
