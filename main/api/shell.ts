import type { AppInfo } from '#contract/app.ts'

/** What a shell is, and what it can do for the user beyond the core. The router asks it; the core does not know it. */
export interface Shell {
  readonly kind: AppInfo['shell']
  readonly version: string
  readonly startedAtMs: number
  readonly dataFolder: string
  readonly logFolder: string
  /** The last lines of llama.cpp's log, oldest first. */
  engineLog(lines: number): string[]
  /** The first page is on the screen. Said once more by each page that follows. */
  noteWindowDrawn(): void
  /** Writes down a failure that nobody foresaw, with its cause. */
  report(error: unknown): void
  /** Asks the user for a GGUF file; null where they cancelled. Missing where the shell has no dialogs. */
  pickModelFile?(): Promise<string | null>
  /** Asks the user for a folder; null where they cancelled. Missing where the shell has no dialogs. */
  pickFolder?(): Promise<string | null>
  /** Shows a file in its folder in the file manager. Missing where the user may sit at another machine. */
  showFile?(path: string): Promise<void>
  /** True where the page learns the path of a file that was dropped on it. */
  readonly knowsDroppedPaths: boolean
  /** Shows a folder in the file manager. Missing where the user may sit at another machine. */
  openFolder?(path: string): Promise<void>
}
