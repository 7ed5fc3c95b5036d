import { Fault } from '../core/fault.ts'
import { api } from './base.ts'

export const appRouter = api.app.router({
  info: api.app.info.handler(({ context: { shell } }) => ({
    version: shell.version,
    shell: shell.kind,
    platform: process.platform,
    startedAtMs: shell.startedAtMs,
    dataFolder: shell.dataFolder,
    logFolder: shell.logFolder,
    canPickFiles: shell.pickModelFile !== undefined,
    canOpenFolders: shell.openFolder !== undefined,
    knowsDroppedPaths: shell.knowsDroppedPaths,
  })),
  windowDrawn: api.app.windowDrawn.handler(({ context }) => context.shell.noteWindowDrawn()),
  requests: api.app.requests.handler(({ context }) => context.core.requests.list()),
  openFolder: api.app.openFolder.handler(async ({ context: { shell }, input }) => {
    if (!shell.openFolder) throw new Fault('NOT_SUPPORTED_BY_SHELL')
    await shell.openFolder(input.folder === 'data' ? shell.dataFolder : shell.logFolder)
  }),
  engineLog: api.app.engineLog.handler(({ context, input }) => context.shell.engineLog(input.lines)),
})
