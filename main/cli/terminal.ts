/** Where a command reads and writes, and what it is told from outside. */
export type Terminal = {
  /** Results go here. Resolves when they are written. */
  writeResult(text: string): Promise<void>
  /** All else goes here. */
  writeNote(text: string): void
  /** Columns of a terminal that a person sees notes on; null where they go to a file or another program. */
  noteColumns(): number | null
  /** The folder that paths are relative to. */
  folder: string
  /** Who may read a file that a command writes where the user wants it. */
  fileMode: number
  /** Aborts with the first Ctrl+C. */
  interrupted: AbortSignal
}
