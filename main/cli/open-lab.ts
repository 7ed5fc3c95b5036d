import type { Core } from '../core/create-core.ts'
import { openDataFolder } from '../shell/data-folder.ts'
import { KeyringSecretStore, openKeyringEntry } from '../shell/keyring-secret-store.ts'
import { openCore } from '../shell/open-core.ts'
import type { Parts } from '../shell/parts.ts'
import { findRunning, takeDataFolder } from '../shell/single-instance.ts'
import { systemTrash } from '../shell/system-trash.ts'

/** What the commands use of the core. */
export type LabCore = Pick<Core, 'models' | 'folders' | 'lab' | 'labHistory' | 'labExporter' | 'quantize' | 'startLab'>

export type OpenedLab = {
  core: LabCore
  /** Writes down a failure that nobody foresaw. */
  report(error: unknown): void
  close(): Promise<void>
}

/** Another process has the data folder. The message is a sentence for the user, with the next step. */
export class DataFolderTakenError extends Error {
  override readonly name = 'DataFolderTakenError'
}

/** Opens the data folder that the app has too. Faults: those of `openStore`; a DataFolderTakenError where somebody has it open. */
export async function openLab(parts: Parts): Promise<OpenedLab> {
  const folder = openDataFolder()
  const instance = takeDataFolder(folder.root)
  if (instance === null) throw new DataFolderTakenError(await whoHasIt(folder.root))
  const opened = openCore({
    folder,
    instance,
    parts,
    systemSecrets: new KeyringSecretStore(() => openKeyringEntry('hub-token')),
    trash: systemTrash,
    windowDrawn: Promise.resolve(),
  })
  await instance.announce({ shell: 'cli', pid: process.pid, url: null })
  return opened
}

async function whoHasIt(root: string): Promise<string> {
  const running = await findRunning(root, 1000)
  const next = 'or name another folder with WATTLE_HOME'
  if (running?.shell === 'cli') {
    return `Another wattle command (process ${running.pid}) is at work on ${root}. Wait for its end, ${next}.`
  }
  const where = running?.shell === 'web' ? ', in a browser' : ''
  const pid = running === null ? '' : ` (process ${running.pid})`
  return `Wattle is open on ${root}${where}${pid}. Quit it, or use its lab, ${next}.`
}
