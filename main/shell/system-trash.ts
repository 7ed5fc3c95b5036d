import type { Trash } from '../core/ports/trash.ts'

/** The trash of the system that Wattle runs on, without Electron. What moves files there is loaded with the first one. */
export const systemTrash: Trash = {
  async moveToTrash(path) {
    const { default: trash } = await import('trash')
    // A path is a path: stars and brackets in it mean nothing.
    await trash(path, { glob: false })
  },
}
