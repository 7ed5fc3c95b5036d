import { html } from 'hono/html'
import type { LabRun } from '#contract/lab/run.ts'
import type { Interval, LabAxis, LabVerdict } from '#contract/lab/verdict.ts'
import { figure, intervalText, rangeText } from './figures.ts'
import { provenanceWords } from './words.ts'

type Cell = { text: string; small?: string } | null
type Column = { heading: string; cell: (variant: number) => Cell }

/** All variants, each figure with its interval or with how it is known; columns that nobody has a figure for are left out. */
export function variantsTable(run: LabRun, verdict: LabVerdict) {
  return tableOf(run, verdict, speedColumns(run, verdict))
}

/** How well each variant predicts the text; null where that was not measured. */
export function qualityTable(run: LabRun, verdict: LabVerdict) {
  return run.quality.length === 0 ? null : tableOf(run, verdict, qualityColumns(run))
}

function tableOf(run: LabRun, { recommended }: LabVerdict, all: Column[]) {
  const columns = all.filter(({ cell }) => run.variants.some((_, variant) => cell(variant) !== null))
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Variant</th>${columns.map(({ heading }) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${run.variants.map(
    (_, variant) =>
      html`<tr class="${variant === recommended ? 'chosen' : ''}">${nameCell(run, variant, variant === recommended)}${columns.map(({ cell }) => cellOf(cell(variant)))}</tr>`,
  )}</tbody></table></div>`
}

function nameCell({ variants }: LabRun, variant: number, isRecommended: boolean) {
  const known = variants[variant]
  const notes = [
    ...(isRecommended ? ['recommended'] : []),
    ...(known?.model.origin ? [`from ${known.model.origin}`] : []),
    ...(known?.problem ? [`not all of it was measured: ${known.problem.code}`] : []),
  ]
  return html`<td>${known?.label ?? ''}${notes.map((note) => html`<small>${note}</small>`)}</td>`
}

function cellOf(cell: Cell) {
  if (cell === null) return html`<td>–</td>`
  return html`<td>${cell.text}${cell.small === undefined ? '' : html`<small>${cell.small}</small>`}</td>`
}

/** The figure with its interval below it. */
function measured(value: number, interval95: Interval | null): NonNullable<Cell> {
  return { text: figure(value), ...(interval95 && { small: intervalText(interval95) }) }
}

function speedColumns(run: LabRun, verdict: LabVerdict): Column[] {
  const standingOf = (variant: number, axis: LabAxis) => verdict.standings[variant]?.figures[axis]
  const speedOf = (axis: 'speed' | 'prefill-speed' | 'ttft', heading: string): Column => ({
    heading,
    cell: (variant) => {
      const known = standingOf(variant, axis)
      return known === undefined ? null : measured(known.value, known.interval95)
    },
  })
  const speedCell = (variant: number) =>
    verdict.cells.find((cell) => cell.variant === variant && cell.test === verdict.speedTest)
  return [
    {
      heading: 'File, GB',
      cell: (variant) => ({ text: ((run.variants[variant]?.model.sizeBytes ?? 0) / 1e9).toFixed(2) }),
    },
    {
      heading: 'Memory, GiB',
      cell: (variant) => {
        const memory = standingOf(variant, 'memory')
        return memory === undefined ? null : { text: figure(memory.value / 2 ** 30) }
      },
    },
    speedOf('prefill-speed', 'Prefill, tok/s'),
    speedOf('speed', 'Decode, tok/s'),
    {
      heading: 'Against the baseline',
      cell: (variant) => {
        const comparison = verdict.comparisons.find((one) => one.variant === variant && one.test === verdict.speedTest)
        if (variant === verdict.baseline) return { text: 'baseline' }
        if (comparison === undefined) return null
        const { value, interval95 } = comparison.ratio
        const words = {
          none: 'no clear difference',
          higher: `${figure(value)} × faster`,
          lower: `${figure(value)} × as fast`,
        }
        return { ...measured(value, interval95), text: words[comparison.difference] }
      },
    },
    speedOf('ttft', 'TTFT, ms'),
    {
      heading: 'Energy, J a token',
      cell: (variant) => {
        const cell = speedCell(variant)
        if (cell?.joulesPerToken == null || cell.provenance === null) return null
        return { text: rangeText(cell.joulesPerToken, cell.provenance), small: provenanceWords[cell.provenance] }
      },
    },
    {
      heading: 'Cost of 1 M tokens',
      cell: (variant) => {
        const cell = speedCell(variant)
        if (cell?.costPerMillion == null) return null
        return { text: `${rangeText(cell.costPerMillion.amount, cell.provenance)} ${cell.costPerMillion.currency}` }
      },
    },
  ]
}

function qualityColumns(run: LabRun): Column[] {
  const qualityOf = (variant: number) => run.quality.find((quality) => quality.variant === variant)
  return [
    {
      heading: 'Perplexity',
      cell: (variant) => {
        const quality = qualityOf(variant)
        if (quality === undefined) return null
        const { value, uncertainty } = quality.perplexity
        const partial = quality.isComplete ? {} : { small: `after ${quality.chunks.length} chunks` }
        return { text: `${value.toFixed(3)} ± ${uncertainty.toFixed(3)}`, ...partial }
      },
    },
    {
      heading: 'KL divergence, nats',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        if (against == null) return null
        return {
          text: `${figure(against.meanKl.value)} ± ${figure(against.meanKl.uncertainty)}`,
          small: `median ${figure(against.medianKl)}, 99 % ${figure(against.p99Kl)}, most ${figure(against.maximumKl)}`,
        }
      },
    },
    {
      heading: 'Same top token',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        if (against == null) return null
        return { text: percent(against.sameTop.value), small: `± ${percent(against.sameTop.uncertainty)}` }
      },
    },
    {
      heading: 'RMS Δp',
      cell: (variant) => {
        const against = qualityOf(variant)?.against
        if (against == null) return null
        return { text: percent(against.rmsDeltaP.value), small: `± ${percent(against.rmsDeltaP.uncertainty)}` }
      },
    },
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
