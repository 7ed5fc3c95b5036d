import { type Command, Option } from 'commander'
import type { LabLimits } from '#contract/lab/plan.ts'
import { usualLimits } from '#contract/lab/usual-limits.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { findRun } from '../find-run.ts'
import { oneChoice } from '../parse/choice-list.ts'
import { amount } from '../parse/number-list.ts'
import type { Perform, Session } from '../session.ts'
import { runComparisonText } from '../show/comparison-text.ts'
import { runText } from '../show/run-text.ts'
import { UsageError } from '../usage-error.ts'

const preferences = ['speed', 'quality', 'memory', 'energy', 'cost'] as const satisfies LabLimits['prefer'][]

const ending = `
One run: what it says of its variants, and which is recommended. Two runs: the second against the first.

Examples:
  wattle compare latest --least-speed 10 --most-memory 6 --prefer quality
  wattle compare 3f2a91c0 latest`

type Options = {
  baseline?: string
  leastSpeed?: number
  mostMemory?: number
  mostDivergence?: number
  mostEnergy?: number
  prefer?: LabLimits['prefer']
  json?: boolean
}

/** `wattle compare`: the verdict of one run, or two runs against each other. */
export function addCompare(program: Command, perform: Perform): void {
  program
    .command('compare')
    .description('say what a run means, or how two runs differ')
    .argument('<run>', 'which run; of two, the one before')
    .argument('[after]', 'the run after it')
    .option('--baseline <label>', 'the variant that the others are compared with; else the recommended one')
    .addOption(new Option('--least-speed <tok/s>', 'at least so fast').argParser(amount))
    .addOption(new Option('--most-memory <GiB>', 'at most so much memory').argParser(amount))
    .addOption(new Option('--most-divergence <nats>', 'at most so far from the reference').argParser(amount))
    .addOption(new Option('--most-energy <J>', 'at most so many joules a token').argParser(amount))
    .addOption(
      new Option('--prefer <what>', `best by ${preferences.join(', ')}; else by speed`).argParser(
        oneChoice(preferences),
      ),
    )
    .option('--json', 'print the verdict, or the comparison, as JSON')
    .addHelpText('after', ending)
    .action((before: string, after: string | undefined, options: Options) =>
      perform((session) =>
        after === undefined ? one(session, before, options) : two(session, before, after, options),
      ),
    )
}

async function one({ core, terminal }: Session, wanted: string, options: Options): Promise<ExitCode> {
  const run = core.labHistory.runWithSamples(findRun(core, wanted).id)
  const limits = limitsWith(options, usualLimits(run))
  const baseline = options.baseline === undefined ? null : placeOf(run.variantLabels, options.baseline)
  const verdict = core.labHistory.verdict(run.id, limits, baseline)
  await terminal.writeResult(
    options.json
      ? `${JSON.stringify({ runId: run.id, labels: run.variantLabels, verdict }, null, 2)}\n`
      : runText(run, limits, baseline),
  )
  return exitCode.done
}

async function two({ core, terminal }: Session, before: string, after: string, options: Options): Promise<ExitCode> {
  const [first, second] = [findRun(core, before), findRun(core, after)]
  const comparison = core.labHistory.compareRuns(first.id, second.id)
  await terminal.writeResult(
    options.json
      ? `${JSON.stringify({ beforeId: first.id, afterId: second.id, ...comparison }, null, 2)}\n`
      : runComparisonText(comparison),
  )
  return exitCode.done
}

function limitsWith(options: Options, usual: LabLimits): LabLimits {
  const { leastSpeed, mostMemory, mostDivergence, mostEnergy, prefer } = options
  return {
    leastTokensPerSecond: leastSpeed ?? usual.leastTokensPerSecond,
    mostMemoryBytes: mostMemory === undefined ? usual.mostMemoryBytes : mostMemory * 2 ** 30,
    mostKlDivergence: mostDivergence ?? usual.mostKlDivergence,
    mostJoulesPerToken: mostEnergy ?? usual.mostJoulesPerToken,
    mostCost: usual.mostCost,
    prefer: prefer ?? usual.prefer,
  }
}

function placeOf(labels: readonly string[], label: string): number {
  const place = labels.findIndex((candidate) => candidate.toLowerCase() === label.toLowerCase())
  if (place === -1) throw new UsageError(`The run has no variant “${label}”. It has: ${labels.join(', ')}.`)
  return place
}
