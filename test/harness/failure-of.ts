/** The error of a scenario that is expected to fail. */
export async function failureOf(scenario: Promise<void>): Promise<Error> {
  try {
    await scenario;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('The scenario passed.');
}
