import type { Environment } from './external-system.ts';

/** What a developer wrote to talk to an external system. */
export interface WrittenAdapter<Port extends object> {
  /** The file it is in, from the project's folder. */
  readonly from: string;
  /** Gives nothing where the environment does not say enough. */
  readonly create: (environment: Environment) => Port | undefined;
  readonly methods: readonly (keyof Port & string)[];
}

/**
 * Makes the adapter as the environment says. What TypeScript would have refused is found here as well, so that an application does not start with an
 * adapter that fails at its first request. Throws a sentence that names the file; it says what `create` threw, and that may say what is wrong with a setting.
 */
export function setUpAdapter<Port extends object>(environment: Environment, { from, create, methods }: WrittenAdapter<Port>): Port | undefined {
  if (typeof create !== 'function') throw new Error(`${from} must export a function that gives the adapter.`);
  const port = created(from, () => create(environment));
  if (port === undefined) return undefined;
  if (typeof port !== 'object' || port === null) throw new Error(`${from} must give an adapter or nothing, and gives ${port === null ? 'null' : `a ${typeof port}`}.`);
  const missing = methods.find((method) => typeof port[method] !== 'function');
  if (missing === undefined) return port;
  if (!('then' in port)) throw new Error(`${from} gives an adapter without the method ${missing}.`);
  // Nobody waits for it, and a promise that fails unheard ends the program.
  Promise.resolve(port).catch(() => undefined);
  throw new Error(`${from} must give its adapter at once, and not a promise of it: what takes time belongs into its methods.`);
}

function created<Port>(from: string, create: () => Port): Port {
  try {
    return create();
  } catch (error) {
    throw new Error(`${from} can not be set up. ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
