import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { importMaxLength } from '#contract/lab/lab.ts'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'

/** How the names of files with runs end. */
export const runFileEndings = ['.json', '.jsonl', '.ndjson', '.csv'] as const

export type Refusal = { fileName: string; problem: ShownProblem }

type ImportState = {
  /** The file that is read. */
  reading: string | null
  refusals: readonly Refusal[]
}

const store = createStore<ImportState>(() => ({ reading: null, refusals: [] }))

export const useImportState = <S>(select: (state: ImportState) => S): S => useStore(store, select)

export const dismissRefusals = (): void => store.setState({ refusals: [] })

/** A UTF-16 unit takes three bytes of UTF-8 at most: a longer file is not even read. */
const mostBytes = importMaxLength * 3

const longestName = 255

const tooLarge = (fileName: string): Refusal => ({
  fileName,
  problem: { code: 'LAB_IMPORT_REFUSED', params: { fileName, line: 1, reason: 'too-large' }, detail: '' },
})

type Send = (file: { fileName: string; text: string }) => Promise<LabRunSummary[]>

/** Imports files one after the other. What is refused stays on the page in words; returns the runs of all others. */
export async function importFiles(files: readonly File[], send: Send): Promise<LabRunSummary[]> {
  const runs: LabRunSummary[] = []
  const refusals: Refusal[] = []
  for (const file of files) {
    const fileName = file.name.slice(-longestName)
    store.setState({ reading: fileName })
    try {
      const text = file.size > mostBytes ? null : await file.text()
      if (text === null || text.length > importMaxLength) refusals.push(tooLarge(fileName))
      else runs.push(...(await send({ fileName, text })))
    } catch (error) {
      refusals.push({ fileName, problem: problemOf(error) })
    }
  }
  store.setState({ reading: null, refusals })
  return runs
}
