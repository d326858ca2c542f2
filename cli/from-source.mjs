// In this repository `stormwright` is its own sources: generated code that imports it, and everything that is run here, takes
// them as they stand. In the package there are none, and it is what was built of them.
const SOURCES = 'stormwright-source';

export async function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: [SOURCES, ...context.conditions] });
}
