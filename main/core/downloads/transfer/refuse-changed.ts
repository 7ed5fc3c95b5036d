import { Fault } from '../../fault.ts'
import type { FileVersion } from '../../ports/download-repository.ts'
import type { ExpectedFile } from '../../ports/file-source.ts'
import { isSameVersion } from './file-version.ts'
import type { RangeAnswer } from './range-source.ts'

/**
 * Refuses an answer about another file than the one that was begun with, or than the one that was told of.
 * Faults: DOWNLOAD_CHANGED_UPSTREAM (params.fileName); HUB_ANSWER_INVALID (host) for a page in place of a file.
 */
export function refuseChanged(
  { version, isHtml, answer }: RangeAnswer,
  known: FileVersion | null,
  expected: ExpectedFile,
): void {
  const { sizeBytes } = version
  const isOtherSize = expected.sizeBytes !== null && sizeBytes !== null && sizeBytes !== expected.sizeBytes
  if (isHtml && (isOtherSize || expected.sizeBytes === null)) {
    throw new Fault('HUB_ANSWER_INVALID', { params: { host: answer.url.host }, detail: 'a page, not a file' })
  }
  const changed = (detail: string) =>
    new Fault('DOWNLOAD_CHANGED_UPSTREAM', { params: { fileName: expected.fileName }, detail })
  if (isOtherSize) throw changed(`${sizeBytes} bytes, where ${expected.sizeBytes} were told of`)
  const linkedHash = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(version.linkedEtag ?? '')?.[1]
  if (linkedHash !== undefined && expected.sha256 !== null && linkedHash !== expected.sha256) {
    throw changed(`sha256 ${linkedHash}, where ${expected.sha256} was told of`)
  }
  if (known !== null && !isSameVersion(known, { ...version, sizeBytes: sizeBytes ?? known.sizeBytes })) {
    throw changed(`${versionText(version)}, where it was ${versionText(known)}`)
  }
}

function versionText({ linkedEtag, etag, lastModified, sizeBytes }: RangeAnswer['version']): string {
  return `${linkedEtag ?? etag ?? lastModified ?? 'no version'}, ${sizeBytes ?? 'unknown'} bytes`
}
