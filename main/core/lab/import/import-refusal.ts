import type { LabImportReason } from '#contract/lab/file.ts'

/** Why a file is not imported, and the line of it that says so, counted from 1. What was found there is for a developer. */
export class ImportRefusal extends Error {
  readonly reason: LabImportReason
  readonly line: number

  constructor(reason: LabImportReason, line: number, found = '') {
    super(found === '' ? reason : `${reason}: ${found.slice(0, 500)}`)
    this.name = 'ImportRefusal'
    this.reason = reason
    this.line = line
  }
}
