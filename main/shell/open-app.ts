import packageJson from '#package.json' with { type: 'json' }
import type { ApiContext } from '../api/base.ts'
import type { Shell } from '../api/shell.ts'
import { FirstWindow } from './first-window.ts'
import { type OpenCoreOptions, openCore } from './open-core.ts'

type AppOptions = Omit<OpenCoreOptions, 'windowDrawn'> & {
  /** What this shell is, and what it can do beyond the other one. */
  own: Pick<
    Shell,
    'kind' | 'startedAtMs' | 'pickModelFile' | 'pickFolder' | 'openFolder' | 'showFile' | 'knowsDroppedPaths'
  >
}

/** The core over the real database, engine and machine, and the shell as the router asks it. */
export type App = ApiContext & {
  /** Ends the core, then the logs, and gives the folder back. */
  close(): Promise<void>
}

/** Opens the database and makes the core over it; nothing runs before `core.start()`. Faults: those of `openStore`. */
export function openApp({ own, ...options }: AppOptions): App {
  const firstWindow = new FirstWindow()
  const { core, engineLog, report, close } = openCore({ ...options, windowDrawn: firstWindow.drawn })
  const shell: Shell = {
    ...own,
    version: packageJson.version,
    dataFolder: options.folder.root,
    logFolder: options.folder.logs,
    noteWindowDrawn: () => firstWindow.noteDrawn(),
    engineLog,
    report,
  }
  return {
    core,
    shell,
    close: () => {
      const closed = close()
      firstWindow.noteDrawn()
      return closed
    },
  }
}
