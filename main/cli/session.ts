import type { ExitCode } from './exit-code.ts'
import type { LabCore } from './open-lab.ts'
import type { Terminal } from './terminal.ts'

/** What a command has to work with. */
export type Session = { core: LabCore; terminal: Terminal }

/** Opens the data folder for a command's work, and closes it after it. */
export type Perform = (work: (session: Session) => Promise<ExitCode>) => Promise<void>
