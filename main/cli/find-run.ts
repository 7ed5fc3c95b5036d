import type { LabRunSummary } from '#contract/lab/run.ts'
import type { LabCore } from './open-lab.ts'
import { UsageError } from './usage-error.ts'

const pageLength = 500
/** Fewer letters of an id may be a word. */
const leastPrefix = 4

/** `latest`, the beginning of an id, or a name, of which the newest run that has it is taken. Throws a UsageError. */
export function findRun({ labHistory }: Pick<LabCore, 'labHistory'>, wanted: string): LabRunSummary {
  if (wanted === 'latest') {
    const [latest] = labHistory.list({}, { offset: 0, limit: 1 }).runs
    if (latest === undefined) throw new UsageError('There is no run yet: “wattle bench” makes one.')
    return latest
  }
  const all = [...allRuns(labHistory)]
  const prefix = wanted.toLowerCase()
  const byId = prefix.length < leastPrefix ? [] : all.filter(({ id }) => id.toLowerCase().startsWith(prefix))
  const [only, ...others] = byId
  if (only !== undefined && others.length === 0) return only
  const exact = byId.find(({ id }) => id === wanted)
  if (exact !== undefined) return exact
  if (others.length > 0)
    throw new UsageError(`${byId.length} runs have an id that begins with ${wanted}: write more of it.`)
  const named = all.find(({ name }) => name.toLowerCase() === prefix)
  if (named === undefined) throw new UsageError(`There is no run “${wanted}”. “wattle runs” lists them.`)
  return named
}

/** The newest first. */
function* allRuns(history: LabCore['labHistory']): Generator<LabRunSummary, void, void> {
  for (let offset = 0; ; offset += pageLength) {
    const { runs } = history.list({}, { offset, limit: pageLength })
    yield* runs
    if (runs.length < pageLength) return
  }
}
