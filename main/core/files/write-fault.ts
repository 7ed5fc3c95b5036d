import { Fault } from '../fault.ts'

/** A failed write as a Fault: a full disk is told apart, since the user can do something about it. */
export function writeFault(error: unknown, fileName: string): Fault {
  const code = codeOf(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Fault('DISK_FULL', { params: { fileName }, detail, cause: error })
  return new Fault('DOWNLOAD_FAILED', { params: { fileName, reason: 'cannot-write' }, detail, cause: error })
}

/** The system's name for what went wrong, such as ENOENT; null where it has none. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
