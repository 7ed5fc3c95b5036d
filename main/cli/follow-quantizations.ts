import type { QuantizeJob } from '#contract/lab/quantize.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { problemWords } from './failure-words.ts'
import type { Session } from './session.ts'
import { NoteLine } from './show/note-line.ts'
import { textTable } from './show/text-table.ts'

/** Follows jobs to their end and prints what was made. Ctrl+C cancels those that are not done; those that are stay. */
export async function followQuantizations(
  { core, terminal }: Session,
  begun: readonly QuantizeJob[],
  json: boolean,
): Promise<ExitCode> {
  const { interrupted } = terminal
  const mine = (all: readonly QuantizeJob[]) => begun.flatMap(({ id }) => all.find((job) => job.id === id) ?? [])
  const cancel = () => {
    // The last first, so that no other one begins in between.
    for (const { id } of begun.toReversed()) void core.quantize.cancel(id).catch(() => undefined)
  }
  const line = new NoteLine(terminal)
  const told = new Set<string>()
  interrupted.addEventListener('abort', cancel)
  if (interrupted.aborted) cancel()
  try {
    for await (const all of core.quantize.jobs.watch()) {
      const jobs = mine(all)
      for (const job of jobs.filter(hasEnded).filter(({ id }) => !told.has(id))) {
        told.add(job.id)
        line.say(endWords(job))
      }
      const place = jobs.findIndex(({ state }) => state === 'running')
      const running = jobs[place]
      if (running !== undefined) {
        line.show(`${running.type} · ${place + 1} of ${jobs.length} · ${Math.floor((running.progress ?? 0) * 100)} %`)
      }
      if (jobs.every(hasEnded)) break
    }
  } finally {
    interrupted.removeEventListener('abort', cancel)
    line.clear()
  }
  const jobs = mine(core.quantize.jobs.value)
  await terminal.writeResult(json ? `${JSON.stringify(jobs, null, 2)}\n` : jobsTable(jobs))
  if (interrupted.aborted) return exitCode.interrupted
  return jobs.every(({ state }) => state === 'done') ? exitCode.done : exitCode.failed
}

function hasEnded({ state }: QuantizeJob): boolean {
  return state !== 'waiting' && state !== 'running'
}

function endWords({ type, state, durationMs, problem }: QuantizeJob): string {
  if (state === 'failed' && problem !== null) return `${type}: failed. ${problemWords(problem)}`
  return `${type}: ${state}${durationMs === null ? '' : ` in ${(durationMs / 1000).toFixed(1)} s`}`
}

function jobsTable(jobs: readonly QuantizeJob[]): string {
  return textTable(
    ['File', 'State', 'MB', 'Seconds', 'Tensors of another type'],
    jobs.map(({ fileName, state, sizeBytes, durationMs, fallbackTensors, tensorCount }) => [
      fileName,
      state,
      state === 'done' ? (sizeBytes / 1e6).toFixed(1) : '–',
      durationMs === null ? '–' : (durationMs / 1000).toFixed(1),
      fallbackTensors === null || tensorCount === null ? '–' : `${fallbackTensors} of ${tensorCount}`,
    ]),
  )
}
