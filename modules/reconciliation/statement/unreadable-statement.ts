/** The file is none that we read; the message says why, in Chinese. */
export class UnreadableStatement extends Error {
  override name = 'UnreadableStatement';
}
