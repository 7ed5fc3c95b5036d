import { type ChildProcess, fork } from 'node:child_process'
import { lowerPriority } from '../../lower-priority.ts'
import {
  type HashCheckpoint,
  type HashCommand,
  type HashJob,
  type HashReport,
  hashReportSchema,
} from './hash-protocol.ts'

type HashProcessOptions = {
  /** The entry of the process: `out/main/hash.js`, or the source. */
  childPath: string
  job: HashJob
  onProgress: (checkpoint: HashCheckpoint) => void
}

/** What a process made of its file. `failed`: it ended without a word, because it was stopped, crashed, or could not read. */
export type HashOutcome = Exclude<HashReport, { type: 'progress' }> | { type: 'failed' }

/** One file being hashed, by a process of its own and of low priority. */
export class HashProcess {
  /** Resolves when the process has ended, and never rejects. */
  readonly outcome: Promise<HashOutcome>
  readonly #child: ChildProcess

  constructor({ childPath, job, onProgress }: HashProcessOptions) {
    const child = fork(childPath, [JSON.stringify(job)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
    lowerPriority(child)
    this.#child = child
    let outcome: HashOutcome = { type: 'failed' }
    child.on('message', (message) => {
      const report = hashReportSchema.safeParse(message)
      if (!report.success) return
      if (report.data.type === 'progress') onProgress(report.data.checkpoint)
      else outcome = report.data
    })
    this.outcome = new Promise((resolve) => {
      child.once('error', () => resolve(outcome))
      // After the last message that was still in the pipe.
      child.once('close', () => resolve(outcome))
    })
  }

  tell(command: HashCommand): void {
    // One that has ended needs to know nothing.
    if (this.#child.connected) this.#child.send(command, () => undefined)
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }
}
