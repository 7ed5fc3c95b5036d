import type { LabRun } from '#contract/lab/run.ts'
import { usualLimits } from '#contract/lab/usual-limits.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { type OutputOptions, outputFormats } from './parse/output-format.ts'
import type { Session } from './session.ts'
import { NoteLine } from './show/note-line.ts'
import { progressWords } from './show/progress-words.ts'
import { runText } from './show/run-text.ts'

/** Letters of an id that tell a run from others. */
const shortId = 8

/** Follows a run that is at work to its end and prints what it measured. Ctrl+C cancels it, and what it measured is kept and printed. */
export async function followRun({ core, terminal }: Session, run: LabRun, options: OutputOptions): Promise<ExitCode> {
  const { interrupted } = terminal
  const cancel = () => void core.lab.cancel(run.id).catch(() => undefined)
  const line = new NoteLine(terminal)
  interrupted.addEventListener('abort', cancel)
  if (interrupted.aborted) cancel()
  try {
    for await (const progress of core.lab.progress.watch()) {
      if (progress?.runId !== run.id) break
      line.show(progressWords(progress, run))
    }
  } finally {
    interrupted.removeEventListener('abort', cancel)
    line.clear()
  }
  await printRun({ core, terminal }, run.id, options)
  const ended = core.labHistory.run(run.id)
  const id = run.id.slice(0, shortId)
  if (interrupted.aborted) {
    terminal.writeNote(`Interrupted. Run ${id} keeps what it measured: “wattle resume ${id}” goes on with it.\n`)
    return exitCode.interrupted
  }
  terminal.writeNote(`Kept as run ${id}: “wattle compare ${id}”, “wattle export ${id} --format html -o report.html”.\n`)
  const isWhole = ended.state === 'done' && ended.variants.every(({ problem }) => problem === undefined)
  return isWhole ? exitCode.done : exitCode.failed
}

/** Prints a run as it was asked for. Faults: LAB_RUN_NOT_FOUND. */
export async function printRun({ core, terminal }: Session, runId: string, options: OutputOptions): Promise<void> {
  const { output, json = false } = options
  if (!json && output === 'table') {
    const run = core.labHistory.runWithSamples(runId)
    await terminal.writeResult(runText(run, usualLimits(run)))
    return
  }
  const format = json || output === 'table' ? 'json' : outputFormats[output]
  const { text } = await core.labExporter.export({
    runIds: [runId],
    format,
    withMachineName: false,
    withPaths: false,
  })
  await terminal.writeResult(text)
}
