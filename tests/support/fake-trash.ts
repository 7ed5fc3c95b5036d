import { rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Machine } from '../../main/core/library/folders/detect/foreign-program.ts'
import type { Trash } from '../../main/core/ports/trash.ts'
import { tempFolder } from './temp-store.ts'

/** A trash that is a folder of this test's own, and refuses what the test says. */
export class FakeTrash implements Trash {
  readonly folder: string
  /** The paths that went there, in order. */
  readonly moved: string[] = []
  /** The system's answer to the next move. */
  refusal: Error | null = null

  constructor(folder: string = tempFolder()) {
    this.folder = folder
  }

  async moveToTrash(path: string): Promise<void> {
    if (this.refusal !== null) throw this.refusal
    await rename(path, join(this.folder, basename(path)))
    this.moved.push(path)
  }
}

/** A machine with an empty home: nothing of the one that the test runs on is found. */
export function emptyMachine(home: string = tempFolder()): Machine {
  return { platform: 'darwin', home, environment: {} }
}
