import { Fault } from '../core/fault.ts'

/** Ends a start that failed with a sentence for the user. */
export function exitWithReason(error: unknown): never {
  console.error(sentenceFor(error))
  process.exit(1)
}

function sentenceFor(error: unknown): string {
  if (error instanceof Fault && error.code === 'DATA_FROM_NEWER_VERSION') {
    return 'The data were written by a newer Wattle. Start that one, or name another folder with WATTLE_HOME.'
  }
  if (error instanceof Fault && error.code === 'DATABASE_DAMAGED') {
    return `The database is damaged (${error.detail ?? 'no detail'}). Copies from before each update lie in the folder "backups" beside it.`
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'That port is taken. Name another one with --port, or none to take any that is free.'
  }
  return error instanceof Error ? error.message : String(error)
}
