/** An event that this application can not read because a newer version of it wrote it. Nothing is wrong with the event. */
export class WrittenByNewer extends Error {
  override readonly name = 'WrittenByNewer';
}
