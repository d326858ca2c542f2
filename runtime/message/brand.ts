declare const brand: unique symbol;

/** `Base`, told apart by the compiler from every other type of the model, so that an owner is never passed for an account number. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };
