import type { ChartSpec } from '../../../ui/chart/chart-spec.ts'
import type { SentinelBlock } from './sentinel.ts'

export type SentinelWords = {
  name: string
  block: (block: number) => string
  title: (block: number) => string
  percent: (share: number) => string
  rate: (tokensPerSecond: number) => string
  band: string
}

const heightPx = 168
/** From here on a drift is told: as the core has it. */
const toldShare = 0.02

/** The sentinel's rate block by block, as a share of the first one's, with the band within which nothing is told. */
export function sentinelSpec(blocks: readonly SentinelBlock[], words: SentinelWords): ChartSpec {
  const last = blocks.at(-1)
  const lastBlock = last?.block ?? 0
  const reach = Math.max(toldShare * 1.3, ...blocks.map(({ share }) => Math.abs(share))) * 1.15
  const isOut = ({ share }: SentinelBlock) => Math.abs(share) >= toldShare
  const at = (all: readonly SentinelBlock[]) => all.map(({ block, share }) => ({ x: block, y: share }))
  const domain = [-0.3, Math.max(1, lastBlock) + 0.3] as const
  return {
    heightPx,
    x: { kind: 'linear', domain, ticks: blocks.map(({ block }) => block), label: words.block },
    y: { domain: [-reach, reach], ticks: [-toldShare, 0, toldShare], label: words.percent },
    layers: [
      {
        kind: 'band',
        x: [domain[0], domain[1]],
        low: [-toldShare, -toldShare],
        high: [toldShare, toldShare],
        fill: 'var(--sunk)',
        curve: { kind: 'linear' },
        hasEdge: false,
      },
      {
        kind: 'line',
        x: blocks.map(({ block }) => block),
        y: blocks.map(({ share }) => share),
        stroke: 'var(--ink2)',
        widthPx: 1.25,
        curve: { kind: 'linear' },
      },
      {
        kind: 'dots',
        dots: at(blocks.filter((one) => !isOut(one))),
        fill: 'var(--leaf)',
        stroke: 'var(--leaf)',
        radiusPx: 3.5,
      },
      { kind: 'dots', dots: at(blocks.filter(isOut)), fill: 'var(--paper)', stroke: 'var(--clay)', radiusPx: 4.5 },
    ],
    endLabels: [
      ...(last && isOut(last)
        ? [
            {
              y: last.share,
              text: words.percent(last.share),
              mark: 'none' as const,
              colour: 'var(--clay)',
              isStrong: true,
            },
          ]
        : []),
      { y: toldShare, text: words.band, mark: 'none', colour: 'var(--ink2)' },
    ],
    stops: blocks.map(({ block }) => block),
    readout: (index) => {
      const block = blocks[index]
      if (!block) return { title: '', rows: [] }
      const row = {
        name: words.name,
        value: words.rate(block.rate),
        interval: words.percent(block.share),
        provenance: '',
      }
      return { title: words.title(block.block), rows: [{ ...row, colour: null, y: block.share }] }
    },
  }
}
