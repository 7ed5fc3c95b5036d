import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { verdictOf } from '../verdict/verdict-of.ts'
import { qualitySentence, stateWords } from './report/words.ts'
import { runColumns } from './run-columns.ts'

/**
 * A card to paste into an issue: what was measured on which machine with what, as a table in GitHub's Markdown. A column that no variant has a
 * figure for is left out. Every figure stands with its 95 % interval, or with how it is known.
 */
export function runCard(run: LabRunWithSamples, limits: LabLimits): string {
  const verdict = run.samples.length === 0 && run.quality.length === 0 ? null : verdictOf(run, limits, null)
  const lines = [`### ${plain(run.name)}`, '', headOf(run), '']
  if (verdict === null) return `${[...lines, 'Nothing was measured.'].join('\n')}\n`
  const columns = runColumns(run, verdict)
  const rows = run.variants.map(({ label }, variant) => [
    variant === verdict.recommended ? `**${plain(label)}**` : plain(label),
    ...columns.map(({ cell }) => cell(variant) ?? '–'),
  ])
  const table = [
    ['Variant', ...columns.map(({ heading }) => plain(heading))],
    ['---', ...columns.map(() => '---:')],
    ...rows,
  ]
  return `${[...lines, ...table.map((cells) => `| ${cells.join(' | ')} |`), '', ...footOf(run, verdict)].join('\n')}\n`
}

function headOf({ machine, environment, startedAtMs, state, samples, blocksDone }: LabRunWithSamples): string {
  const parts = [
    [machine.name === machine.cpuName ? null : machine.name, machine.cpuName, ...machine.gpuNames]
      .filter(Boolean)
      .join(', '),
    `${(machine.ramBytes / 2 ** 30).toFixed(0)} GiB`,
    machine.osName,
    `${environment.engineBuild} (${environment.backends})`,
    `${samples.length} samples in ${blocksDone} blocks`,
    new Date(startedAtMs).toISOString().slice(0, 10),
    ...(state === 'done' ? [] : [stateWords[state]]),
  ]
  return parts.map(plain).join(' · ')
}

function footOf(run: LabRunWithSamples, verdict: LabVerdict): string[] {
  const quality = qualitySentence(run)
  const origins = new Set(
    run.variants.flatMap(({ label, model }) => (model.origin === null ? [] : [`${label}: ${model.origin}`])),
  )
  return [
    'Intervals are 95 %. Order random within blocks.',
    ...(quality === null ? [] : [plain(quality)]),
    ...(origins.size === 0 ? [] : [plain(`Made here: ${[...origins].join('; ')}.`)]),
    ...verdict.flags.map(({ flag, samples }) => `Flagged: ${flag}, ${samples} samples.`),
    `Measured with Wattle ${run.environment.appVersion}.`,
  ]
}

/** Names come from files: nothing in them may end a cell, begin a tag, or call somebody. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|#~]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .replaceAll(/\s+/g, ' ')
}
