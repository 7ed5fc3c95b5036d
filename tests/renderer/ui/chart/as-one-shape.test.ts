// @vitest-environment jsdom
import { expect, test } from 'vitest'
import type { ChartLayer, ChartSpec } from '../../../../renderer/ui/chart/chart-spec.ts'
import { drawChart } from '../../../../renderer/ui/chart/draw-chart.ts'

const draw = (layer: ChartLayer) => {
  const spec: ChartSpec = {
    heightPx: 300,
    x: { kind: 'linear', domain: [0, 100], ticks: [0, 100], label: String },
    y: { domain: [0, 100], ticks: [0, 100], label: String },
    layers: [layer],
    endLabels: [],
    stops: [],
    readout: () => ({ title: '', rows: [] }),
  }
  const drawn = drawChart(spec, 600)
  const marks = [...drawn.svg.children].find((child) => child.getAttribute('stroke') === 'var(--leaf)')
  return { ...drawn, marks }
}

const dots = (count: number): ChartLayer => ({
  kind: 'dots',
  dots: Array.from({ length: count }, (_, index) => ({ x: index, y: 100 - index })),
  fill: 'var(--leaf)',
  stroke: 'var(--leaf)',
  radiusPx: 2,
})

test('few dots are circles, many are one shape with each of them where it belongs', () => {
  expect(draw(dots(5)).marks?.querySelectorAll('circle')).toHaveLength(5)
  const { marks, xOf, yOf } = draw(dots(60))
  expect(marks?.children).toHaveLength(1)
  const starts = [...(marks?.firstElementChild?.getAttribute('d') ?? '').matchAll(/M(\S+) (\S+?)a/g)]
  expect(starts).toHaveLength(60)
  for (const [index, [, left, middle]] of starts.entries()) {
    expect(Number(left)).toBeCloseTo(xOf(index) - 2, 1)
    expect(Number(middle)).toBeCloseTo(yOf(100 - index), 1)
  }
  expect(marks?.getAttribute('fill')).toBe('var(--leaf)')
})

test('many intervals are one shape in each direction, cut off at the axes as few are', () => {
  const crosses = (count: number): ChartLayer => ({
    kind: 'crosses',
    crosses: Array.from({ length: count }, (_, x) => ({
      x,
      y: x,
      acrossX: { low: x - 1, high: x + 1 },
      alongY: { low: x - 2, high: x + 2 },
    })),
    stroke: 'var(--leaf)',
    widthPx: 1,
  })
  const { svg, xOf, yOf } = draw(crosses(40))
  const shapes = [...svg.querySelectorAll('[stroke="var(--leaf)"]')]
  const paths = shapes.map((shape) => shape.querySelector('path')?.getAttribute('d') ?? '')
  expect(shapes.map((shape) => shape.querySelectorAll('line').length)).toEqual([0, 0])
  expect(paths.map((path) => path.split('M').length - 1)).toEqual([40, 40])
  const [, from, at, to] = /M(\S+) (\S+)H(\S+)$/.exec(paths[0] ?? '') ?? []
  expect([Number(from), Number(at), Number(to)].map(Math.round)).toEqual([xOf(38), yOf(39), xOf(40)].map(Math.round))
  const few = [...draw(crosses(3)).svg.querySelectorAll('[stroke="var(--leaf)"]')]
  expect(few.map((shape) => shape.querySelectorAll('line').length)).toEqual([3, 3])
  const isCut = (shape: Element) => (shape.closest('[clip-path]') ?? shape.querySelector('[clip-path]')) !== null
  expect([...shapes, ...few].every(isCut)).toBe(true)
})
