import { Fault } from '../core/fault.ts'

/** Why Wattle could not start, as a sentence for the user with the next step. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof Fault && error.code === 'DATA_FROM_NEWER_VERSION') {
    return 'The data were written by a newer Wattle. Start that one, or name another folder with WATTLE_HOME.'
  }
  if (error instanceof Fault && error.code === 'DATABASE_DAMAGED') {
    return `The database is damaged (${error.detail ?? 'no detail'}). Copies from before each update lie in the folder "backups" beside it.`
  }
  const isFull = error instanceof Error && 'code' in error && (error.code === 'DISK_FULL' || error.code === 'ENOSPC')
  if (isFull) {
    return 'The disk is full. Make room on the one that holds the data folder, or name another folder with WATTLE_HOME.'
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'That port is taken. Name another one with --port, or none to take any that is free.'
  }
  return error instanceof Error ? error.message : String(error)
}
