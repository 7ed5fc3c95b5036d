/** What was asked for cannot be meant as it is written. The message is a sentence for the user, with the next step. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
