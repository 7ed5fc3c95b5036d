import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReadText } from '../../main/probes/power/sysfs.ts'
import { readTextNow } from '../../main/probes/power/sysfs.ts'
import { tempFolder } from './temp-store.ts'

/** A sysfs of this test's own, real files in a folder. */
export class FakeSysfs {
  readonly root = tempFolder()
  /** Ends of paths that this user may not read. As root nothing is refused, so the refusal is made here. */
  readonly refused = new Set<string>()

  readonly readText: ReadText = (path) => {
    for (const end of this.refused) {
      if (path.endsWith(end)) {
        throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' })
      }
    }
    return readTextNow(path)
  }

  constructor(files: Record<string, string> = {}) {
    this.write(files)
  }

  /** Files by their paths below the root, each with the line end that the kernel writes. */
  write(files: Record<string, string>): void {
    for (const [place, content] of Object.entries(files)) {
      const path = join(this.root, place)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${content}\n`, 'latin1')
    }
  }

  /** A symbolic link to a folder below the root. */
  link(place: string, target: string): void {
    mkdirSync(dirname(join(this.root, place)), { recursive: true })
    symlinkSync(join(this.root, target), join(this.root, place))
  }

  remove(place: string): void {
    rmSync(join(this.root, place), { recursive: true })
  }
}
