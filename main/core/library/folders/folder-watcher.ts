import { basename } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { StoredFolder } from '../../ports/folder-repository.ts'
import { layoutOf } from './folder-layout.ts'

/** As deep as models are looked for. */
const depth = 8

/** A watcher takes some 25 KB for each folder below it: a whole home folder, added by mistake, would take all memory. */
const usualFolderLimit = 4000

/** A folder that is being watched. */
export interface WatchedFolder {
  /** False where changes are told no more. */
  readonly isAlive: boolean
  /** It ended because there are too many folders below it, and another watcher would end too. */
  readonly isTooLarge: boolean
  /** Resolves when changes from now on are told. */
  ready(): Promise<void>
  close(): Promise<void>
}

/**
 * Tells when something in a folder may have changed: models come or go, or files that describe them. Where the system has no watchers
 * left, the folder goes away or has too many others in it, it ends, and `isAlive` says so: then only looking again now and then helps.
 */
export class FolderWatcher implements WatchedFolder {
  readonly #watcher: FSWatcher
  #isAlive = true
  #isTooLarge = false

  constructor(folder: StoredFolder, onChange: () => void, folderLimit = usualFolderLimit) {
    const seen = new Set<string>()
    const roots = layoutOf(folder.kind).watched(folder.path)
    this.#watcher = watch(roots, {
      depth,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      ignored: (path, stats) => {
        if (stats?.isDirectory()) seen.add(path)
        if (seen.size > folderLimit) this.#giveUp()
        if (this.#isTooLarge || isHidden(path, folder.path)) return true
        return stats?.isFile() === true && !tellsOfModels(path, folder.kind)
      },
    })
    this.#watcher.on('all', (event, path) => {
      if (event === 'unlinkDir' && roots.includes(path)) this.#end()
      onChange()
    })
    this.#watcher.on('error', () => this.#end())
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  get isTooLarge(): boolean {
    return this.#isTooLarge
  }

  ready(): Promise<void> {
    return new Promise((resolve) => this.#watcher.once('ready', resolve))
  }

  async close(): Promise<void> {
    this.#isAlive = false
    await this.#watcher.close()
  }

  #giveUp(): void {
    if (this.#isTooLarge) return
    this.#isTooLarge = true
    this.#end()
  }

  #end(): void {
    void this.close().catch(() => undefined)
  }
}

/** A model, or what describes one. What a download writes to until it is whole is none, whatever a program calls it. */
function tellsOfModels(path: string, kind: StoredFolder['kind']): boolean {
  return /\.gguf$/i.test(path) || basename(path) === 'model.yml' || kind === 'ollama'
}

function isHidden(path: string, root: string): boolean {
  return path !== root && basename(path).startsWith('.')
}
