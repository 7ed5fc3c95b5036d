import type { ChartLayer, ChartSpec, Cross } from '../../../ui/chart/chart-spec.ts'
import type { RunVisit, VisitState } from './run-visits.ts'
import { rowsHeightPx, wordsAxis } from './words-axis.ts'

export type OrderWords = {
  labels: readonly string[]
  block: (block: number) => string
  title: (visit: RunVisit) => string
  state: (state: VisitState) => string
}

/** Room between two blocks, in turns. */
const gap = 1.2
const rowPx = 24
const leastRowPx = 14

/** Of more turns the stems would be a grey ground. */
const mostStems = 160

/** Many turns leave each less room. */
const radiusFor = (turns: number): number => (turns > mostStems ? 2 : turns > 90 ? 2.75 : 4)

/** Which variant is run when: a column a block, a dot a turn, standing on the block's line. */
export function orderSpec(visits: readonly RunVisit[], nowBlock: number | null, words: OrderWords): ChartSpec {
  const rows = words.labels.length
  const turns = Math.max(1, ...visits.map(({ place }) => place + 1))
  const blocks = Math.max(1, ...visits.map(({ block }) => block + 1))
  const step = turns + gap
  const xOf = ({ block, place }: Pick<RunVisit, 'block' | 'place'>) => block * step + place
  const floor = rows - 0.45
  const radiusPx = radiusFor(blocks * step)
  const stops = visits.filter(({ state }) => state !== 'given-up')
  const stems = (visits.length > mostStems ? [] : stops).map((visit): Cross => {
    const x = xOf(visit)
    return { x, y: floor, acrossX: null, alongY: { low: visit.variant, high: floor } }
  })
  const floors = Array.from({ length: blocks }, (_, block): Cross => {
    const [low, high] = [xOf({ block, place: 0 }) - 0.4, xOf({ block, place: turns - 1 }) + 0.4]
    return { x: low, y: floor, acrossX: { low, high }, alongY: null }
  })
  const dots = (state: VisitState, fill: string, stroke: string, radius: number): ChartLayer => ({
    kind: 'dots',
    dots: visits.filter((visit) => visit.state === state).map((visit) => ({ x: xOf(visit), y: visit.variant })),
    fill,
    stroke,
    radiusPx: radius,
  })
  return {
    heightPx: rowsHeightPx(rows, rows > 12 ? leastRowPx : rowPx),
    ...wordsAxis(words.labels),
    x: {
      kind: 'linear',
      domain: [-1, blocks * step - gap + 0.5],
      ticks: floors.map((_, block) => block * step + (turns - 1) / 2),
      label: (x) => words.block(Math.floor(x / step)),
    },
    layers: [
      { kind: 'crosses', crosses: stems, stroke: 'var(--rule)', widthPx: 1 },
      { kind: 'crosses', crosses: floors.filter((_, block) => block !== nowBlock), stroke: 'var(--rule2)', widthPx: 1 },
      {
        kind: 'crosses',
        crosses: floors.filter((_, block) => block === nowBlock),
        stroke: 'var(--ink2)',
        widthPx: 1.5,
      },
      dots('to-come', 'var(--paper)', 'var(--edge)', radiusPx - 0.5),
      dots('done', 'var(--leaf)', 'var(--leaf)', radiusPx),
      dots('now', 'var(--gold)', 'var(--goldmark)', radiusPx + 1.5),
    ],
    endLabels: [],
    stops: stops.map(xOf),
    readout: (index) => {
      const visit = stops[index]
      if (!visit) return { title: '', rows: [] }
      const name = words.labels[visit.variant] ?? ''
      const row = {
        name,
        value: words.state(visit.state),
        interval: '',
        provenance: '',
        colour: null,
        y: visit.variant,
      }
      return { title: words.title(visit), rows: [row] }
    },
  }
}
