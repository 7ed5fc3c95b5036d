import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabCell, LabVerdict } from '#contract/lab/verdict.ts'
import { testName } from '../test-name.ts'
import { verdictOf } from '../verdict/verdict-of.ts'
import { figure, rangeText, withInterval } from './report/figures.ts'

type Column = { heading: string; cell: (variant: number) => string | null }

/**
 * A card to paste into an issue: what was measured on which machine with what, as a table in GitHub's Markdown. A column that no variant has a
 * figure for is left out. Every figure stands with its 95 % interval, or with how it is known.
 */
export function runCard(run: LabRunWithSamples, limits: LabLimits): string {
  const verdict = run.samples.length === 0 && run.quality.length === 0 ? null : verdictOf(run, limits, null)
  const lines = [`### ${plain(run.name)}`, '', headOf(run), '']
  if (verdict === null) return `${[...lines, 'Nothing was measured.'].join('\n')}\n`
  const columns = columnsOf(run, verdict).filter(({ cell }) =>
    run.variants.some((_, variant) => cell(variant) !== null),
  )
  const rows = run.variants.map((_, variant) => columns.map(({ cell }) => cell(variant) ?? '–'))
  const table = [
    columns.map(({ heading }) => heading),
    columns.map((_, place) => (place === 0 ? '---' : '---:')),
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
    ...(state === 'done' ? [] : [`**${state}**: not all of it was measured`]),
  ]
  return parts.map(plain).join(' · ')
}

function columnsOf(run: LabRunWithSamples, verdict: LabVerdict): Column[] {
  const cellOf = (variant: number, test: number | null): LabCell | undefined =>
    verdict.cells.find((cell) => cell.variant === variant && cell.test === test)
  const tests = run.tests.map(
    (test, place): Column => ({
      heading: `${plain(testName(test))}, tok/s`,
      cell: (variant) => {
        const cell = cellOf(variant, place)
        if (cell === undefined) return null
        return withInterval(cell.tokensPerSecond.mean, cell.tokensPerSecond.interval95)
      },
    }),
  )
  const qualityOf = (variant: number) => run.quality.find((quality) => quality.variant === variant)
  const memoryOf = (variant: number) => run.memory.find((memory) => memory.variant === variant)
  return [
    {
      heading: 'Variant',
      cell: (variant) => {
        const label = plain(run.variants[variant]?.label ?? '')
        return variant === verdict.recommended ? `**${label}**` : label
      },
    },
    { heading: 'File, GB', cell: (variant) => ((run.variants[variant]?.model.sizeBytes ?? 0) / 1e9).toFixed(2) },
    {
      heading: 'Memory, GiB',
      cell: (variant) => {
        const memory = memoryOf(variant)
        return memory === undefined ? null : ((memory.residentBytes + (memory.vramBytes ?? 0)) / 2 ** 30).toFixed(2)
      },
    },
    ...tests,
    {
      heading: 'J/token',
      cell: (variant) => {
        const cell = cellOf(variant, verdict.speedTest)
        return cell?.joulesPerToken == null
          ? null
          : `${rangeText(cell.joulesPerToken, cell.provenance)} (${cell.provenance})`
      },
    },
    {
      heading: 'Money per 1 M tokens',
      cell: (variant) => {
        const cell = cellOf(variant, verdict.speedTest)
        if (cell?.costPerMillion == null) return null
        return `${cell.costPerMillion.currency} ${rangeText(cell.costPerMillion.amount, cell.provenance)}`
      },
    },
    {
      heading: 'Perplexity',
      cell: (variant) => {
        const quality = qualityOf(variant)
        return quality === undefined
          ? null
          : `${quality.perplexity.value.toFixed(3)} ± ${quality.perplexity.uncertainty.toFixed(3)}${quality.isComplete ? '' : ' (partial)'}`
      },
    },
    {
      heading: 'KL divergence, nats',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        return against == null ? null : `${figure(against.meanKl.value)} ± ${figure(against.meanKl.uncertainty)}`
      },
    },
    {
      heading: 'Same top token',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        return against == null ? null : `${(against.sameTop.value * 100).toFixed(1)} %`
      },
    },
  ]
}

function footOf(run: LabRunWithSamples, verdict: LabVerdict): string[] {
  const { qualitySetup } = run
  const origins = new Set(
    run.variants.flatMap(({ label, model }) => (model.origin === null ? [] : [`${label}: ${model.origin}`])),
  )
  return [
    'Intervals are 95 %. Order random within blocks.',
    ...(qualitySetup === null
      ? []
      : [
          plain(
            `Quality against ${qualitySetup.reference.quantization}${qualitySetup.reference.quantization.match(/^(F32|F16|BF16)$/) ? '' : ', not F16'}, over ${qualitySetup.textName}, context ${qualitySetup.contextTokens}.`,
          ),
        ]),
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
