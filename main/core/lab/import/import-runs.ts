import type { LabImportReason } from '#contract/lab/file.ts'
import { importMaxLength } from '#contract/lab/lab.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'
import { benchCsvRows, type FoundRow, isBenchHeader } from './bench-csv.ts'
import { benchRuns } from './bench-runs.ts'
import { ImportRefusal } from './import-refusal.ts'
import { type JsonOutline, outlineJson } from './json-outline.ts'
import { readJson, tryJson } from './read-json.ts'
import { isWattleFile, wattleRuns } from './wattle-runs.ts'

const byteOrderMark = '\uFEFF'
const lineLimit = 100_000

/** How files begin that are taken for a result by mistake. */
const others: [RegExp, LabImportReason][] = [
  [/^</, 'html'],
  [/^\|/, 'markdown'],
  [/^(--|\/\*|(CREATE|INSERT|BEGIN|PRAGMA|DROP|SELECT|UPDATE|DELETE)\b)/i, 'sql'],
]

/**
 * Reads runs from a file of Wattle's or llama-bench's (JSON, JSON lines or CSV, told by what is in it). Wattle's keep their ids; those of
 * llama-bench's get one from their content. Faults: LAB_IMPORT_REFUSED (params: fileName, reason, line).
 */
export function importRuns(fileName: string, text: string, { now }: { now: () => number }): LabRunWithSamples[] {
  try {
    return runsOf(plainText(text), now())
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error
    const { reason, line, message } = error
    throw new Fault('LAB_IMPORT_REFUSED', { params: { fileName, reason, line }, detail: message, cause: error })
  }
}

/** Without what a file begins with. PowerShell's `>` writes UTF-16, of which all that llama-bench writes can be told still. */
function plainText(text: string): string {
  if (/^\uFFFD\uFFFD[^\0]\0/.test(text)) return text.slice(2).replaceAll('\0', '')
  return text.startsWith(byteOrderMark) ? text.slice(1) : text
}

function runsOf(text: string, now: number): LabRunWithSamples[] {
  if (text.length > importMaxLength) throw new ImportRefusal('too-large', 1)
  const begin = text.slice(0, 1000).trimStart()
  if (text.trim() === '') throw new ImportRefusal('empty', 1)
  for (const [pattern, reason] of others) if (pattern.test(begin)) throw new ImportRefusal(reason, 1)
  if (begin.startsWith('[') || begin.startsWith('{')) return jsonRuns(text, now)
  const header =
    text
      .slice(0, 10_000)
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? ''
  if (!isBenchHeader(header)) throw new ImportRefusal('unknown-format', 1)
  return benchRuns(benchCsvRows(text), now)
}

function jsonRuns(text: string, now: number): LabRunWithSamples[] {
  const outline = outlineJson(text)
  if (outline.excess !== null) throw new ImportRefusal(outline.excess.reason, outline.excess.line)
  const trimmed = text.trim()
  const firstEnd = trimmed.indexOf('\n')
  if (firstEnd !== -1 && tryJson(trimmed.slice(0, firstEnd)) !== null) return benchRuns(jsonLines(text), now)
  const value = readJson(text)
  if (isWattleFile(value)) return wattleRuns(value, outline)
  return benchRuns(jsonRows(value, outline), now)
}

function jsonLines(text: string): FoundRow[] {
  const lines = text.split('\n', lineLimit + 1)
  if (lines.length > lineLimit) throw new ImportRefusal('too-many', lineLimit, 'lines')
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [{ value: readJson(line, index + 1), line: index + 1 }],
  )
}

/** The entries of a list; a value that is none is one row. */
function jsonRows(value: unknown, outline: JsonOutline): FoundRow[] {
  if (!Array.isArray(value)) return [{ value, line: 1 }]
  return value.map((row, index) => ({ value: row, line: outline.lineOf(2, index) }))
}
