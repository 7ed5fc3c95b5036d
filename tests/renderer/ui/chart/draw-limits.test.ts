// @vitest-environment jsdom
import { expect, test } from 'vitest'
import type { ChartSpec } from '../../../../renderer/ui/chart/chart-spec.ts'
import { drawChart } from '../../../../renderer/ui/chart/draw-chart.ts'
import { drawLimits } from '../../../../renderer/ui/chart/draw-limits.ts'

const spec: ChartSpec = {
  heightPx: 300,
  x: { kind: 'linear', domain: [0, 50], ticks: [0, 25, 50], label: String, title: 'Faster →', frame: [10, 40] },
  y: {
    domain: [0.001, 1],
    ticks: [0.001, 0.01, 0.1, 1],
    label: String,
    isLogarithmic: true,
    isReversed: true,
    title: '↑ Closer',
  },
  layers: [
    { kind: 'dots', dots: [{ x: 40, y: 0.03 }], fill: 'var(--leaf)', stroke: 'var(--leaf)', radiusPx: 4 },
    {
      kind: 'crosses',
      crosses: [{ x: 40, y: 0.03, acrossX: { low: 39, high: 41 }, alongY: null }],
      stroke: 'var(--leaf)',
      widthPx: 1.5,
    },
  ],
  endLabels: [],
  pointLabels: [{ x: 40, y: 0.03, text: 'Q4_K_M', detail: 'recommended', isStrong: true, radiusPx: 4 }],
  stops: [40],
  readout: () => ({ title: '', rows: [] }),
}

const drawn = () => drawChart(spec, 600)
const groups = (chart: ReturnType<typeof drawn>) => chart.svg.querySelectorAll('.chart-limits')
const x = { value: 25, text: 'at least 25' }
const y = { value: 0.05, text: 'at most 0.050' }

test('on a reversed logarithmic axis the smaller value is higher, decade by decade', () => {
  const { yOf } = drawn()
  expect(yOf(0.001)).toBeLessThan(yOf(1))
  expect(yOf(0.1) - yOf(0.01)).toBeCloseTo(yOf(1) - yOf(0.1))
})

test('a point has its name and what is said of it, the axes their titles', () => {
  const texts = [...drawn().svg.querySelectorAll('text')].map(({ textContent }) => textContent)
  expect(texts).toEqual(expect.arrayContaining(['Q4_K_M', 'recommended', 'Faster →', '↑ Closer']))
})

test('limits are hatched with their words, below the marks', () => {
  const chart = drawn()
  drawLimits(chart, { x, y })
  const [group] = groups(chart)
  expect(group?.textContent).toBe('at least 25at most 0.050')
  expect(group?.previousElementSibling?.tagName).toBe('defs')
})

// The bug: each move of a slider leaves its hatching behind.
test('moving a limit takes the place of what was hatched before, and lifting all leaves nothing', () => {
  const chart = drawn()
  for (const value of [10, 20, 30]) drawLimits(chart, { x: { ...x, value }, y: null })
  expect(groups(chart)).toHaveLength(1)
  drawLimits(chart, { x: null, y: null })
  expect(groups(chart)).toHaveLength(0)
})

test('a limit that rules nothing out of what is shown is not drawn', () => {
  const chart = drawn()
  drawLimits(chart, { x: { ...x, value: -5 }, y: { ...y, value: 3 } })
  expect(groups(chart)).toHaveLength(0)
})

// The bug: "your limit" printed over the name of a quantization.
test('the words of a limit keep off the names', () => {
  const chart = drawn()
  const [name] = chart.names
  if (!name) throw new Error('The point has no name.')
  const limitAt = (value: number) => {
    drawLimits(chart, { x: null, y: { ...y, value } })
    const words = chart.svg.querySelector('.chart-limits text')
    return { x: Number(words?.getAttribute('x')), y: Number(words?.getAttribute('y')) }
  }
  for (const value of [0.01, 0.02, 0.03, 0.05]) {
    const at = limitAt(value)
    expect(at.x > name.left && at.y - 11 < name.bottom && at.y + 3 > name.top, String(value)).toBe(false)
  }
})
