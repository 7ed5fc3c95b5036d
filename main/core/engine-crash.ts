import { Fault } from './fault.ts'
import type { EngineExit } from './ports/engine-link.ts'

/** The end of the engine process that nobody asked for, as a failure: how it ended, then the last lines of its log. */
export function engineCrash({ exitCode, signal, lastLogLines }: EngineExit): Fault {
  return new Fault('ENGINE_CRASHED', {
    params: { ...(exitCode !== null && { exitCode }), ...(signal !== null && { signal }) },
    detail: [`engine process ended: ${signal ?? `exit code ${exitCode}`}`, ...lastLogLines].join('\n'),
  })
}
