import { join } from 'node:path'
import { inspect } from 'node:util'
import { createStream } from 'rotating-file-stream'

/** Writes down failures that nobody foresaw, with their causes: to the console and to a rotating file in the data folder. */
export type AppLog = { report(error: unknown): void; close(): Promise<void> }

/** Opens `wattle.log` in the folder. A log that cannot be written never stops the app. */
export function openAppLog(folder: string): AppLog {
  const file = createStream('wattle.log', { path: folder, size: '1M', maxFiles: 3 })
  file.on('error', (error) => console.error(`${join(folder, 'wattle.log')} cannot be written:`, error.message))
  return {
    report: (error) => {
      console.error(error)
      file.write(`${new Date().toISOString()} ${inspect(error)}\n`)
    },
    close: () => new Promise((resolve) => file.end(() => resolve())),
  }
}
