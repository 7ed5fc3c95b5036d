// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { Chart } from '../../../../renderer/ui/chart/chart.tsx'
import type { ChartSpec } from '../../../../renderer/ui/chart/chart-spec.ts'
import { renderPart, setUpPage } from '../../harness.tsx'

setUpPage()

const atMs = [0, 1000, 2000, 3000]
const watts = [80, 88, null, 84]

const spec: ChartSpec = {
  heightPx: 200,
  x: { kind: 'time', domain: [0, 4000], ticks: 3, label: (at) => `${at / 1000} s` },
  y: { domain: [0, 100], ticks: 4, label: (value, isTop) => (isTop ? `${value} W` : String(value)) },
  layers: [
    {
      kind: 'band',
      x: atMs,
      low: [0, 0, null, 0],
      high: watts,
      fill: 'var(--s1)',
      curve: { kind: 'step', stepWidth: 1000 },
      hasEdge: true,
    },
    { kind: 'cuts' },
  ],
  endLabels: [{ y: 40, text: 'GPU', mark: 'swatch', colour: 'var(--s1)' }],
  stops: [500, 1500, 3500],
  readout: (index) => ({
    title: `stop ${index}`,
    rows: [
      { name: 'GPU', value: `${80 + index} W`, interval: '±2 %', provenance: 'Device counter', colour: null, y: 80 },
      { name: 'Memory', value: '3 W', interval: '', provenance: 'Device sensor', colour: null, y: 3 },
    ],
  }),
}

const data = () => ({
  columns: [{ name: 'Start' }, { name: 'GPU, W', format: (value: number) => value.toFixed(1) }],
  rows: Array.from({ length: 120 }, (_, index) => [`step ${index}`, index === 2 ? null : index]),
})

const chart = <Chart number={1} claim="Power, by device." spec={spec} data={data} fileName="power" />
const picturesIn = (container: HTMLElement) => container.querySelectorAll('svg.chart-plot')

const show = async () => {
  const view = renderPart(chart)
  await waitFor(() => expect(picturesIn(view.container)).toHaveLength(1))
  return view
}

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(600)
})

const announced = () => screen.getByRole('application').parentElement?.querySelector('[aria-live]')?.textContent

// The bug: the policy forbids style elements, and the console fills with violations while the chart looks odd.
test('the picture has no style element, its units on the top tick and a name at what it draws', async () => {
  const { container } = await show()
  expect(container.querySelector('style')).toBeNull()
  const texts = [...container.querySelectorAll('svg.chart-plot text')].map((text) => text.textContent)
  expect(texts).toContain('100 W')
  expect(texts.filter((text) => text?.endsWith('W'))).toEqual(['100 W'])
  expect(texts).toContain('GPU')
})

// The bug: nine dates on the space of five, each over the end of the one before.
test('in a narrow chart only so many ticks have their label as there is room for', async () => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(300)
  const days = Array.from({ length: 9 }, (_, day) => `day ${day}`)
  const dayMs = 86_400_000
  const label = (at: number) => `day ${Math.round(at / dayMs)}`
  const x = { kind: 'time', domain: [0, 8 * dayMs], ticks: 9, label } as const
  const { container } = renderPart(
    <Chart number={1} claim="Days." spec={{ ...spec, x, layers: [], stops: [] }} data={data} fileName="days" />,
  )
  await waitFor(() => expect(picturesIn(container)).toHaveLength(1))
  const texts = [...container.querySelectorAll('svg.chart-plot text')].map((text) => text.textContent ?? '')
  const shown = texts.filter((text) => days.includes(text))
  expect(shown.length).toBeGreaterThan(1)
  expect(shown.length).toBeLessThan(5)
})

test('a gap is left open: the band is in two pieces', async () => {
  const { container } = await show()
  const band = container.querySelector('[aria-label="area"] path')?.getAttribute('d') ?? ''
  expect(band.match(/M/g)).toHaveLength(2)
})

test('arrows walk its stops and its parts, and each is announced with value, interval and provenance', async () => {
  await show()
  const chart = screen.getByRole('application', { name: 'Fig. 1. Power, by device.' })
  fireEvent.keyDown(chart, { key: 'ArrowLeft' })
  expect(announced()).toBe('stop 2. GPU: 82 W, ±2 %, Device counter. Memory: 3 W, Device sensor')
  fireEvent.keyDown(chart, { key: 'ArrowLeft' })
  expect(announced()).toMatch(/^stop 1/)
  fireEvent.keyDown(chart, { key: 'ArrowDown' })
  expect(announced()).toBe('GPU: 81 W, ±2 %, Device counter')
  fireEvent.keyDown(chart, { key: 'ArrowDown' })
  expect(announced()).toBe('Memory: 3 W, Device sensor')
  fireEvent.keyDown(chart, { key: 'Home' })
  expect(announced()).toBe('Memory: 3 W, Device sensor')
  fireEvent.keyDown(chart, { key: 'Escape' })
  expect(announced()).toBe('')
})

// The bug: a chart that swallows the keys that lead out of it, or the app's own.
test('other keys and chords are left to the page', async () => {
  await show()
  const chart = screen.getByRole('application')
  expect(fireEvent.keyDown(chart, { key: 'Tab' })).toBe(true)
  expect(fireEvent.keyDown(chart, { key: 'ArrowLeft', altKey: true })).toBe(true)
  expect(announced()).toBe('')
})

test('the pointer reads without a word to the screen reader', async () => {
  const { container } = await show()
  fireEvent.pointerMove(screen.getByRole('application'), { clientX: 100 })
  expect(container.textContent).toContain('stop 0')
  expect(announced()).toBe('')
})

test('the table has every row, fifty at a time, and a dash for what is not known', async () => {
  await show()
  fireEvent.click(screen.getByRole('button', { name: 'Fig. 1. Show as a table' }))
  const table = screen.getByRole('table')
  expect(within(table).getAllByRole('row')).toHaveLength(51)
  expect(within(table).getByText('step 2').closest('tr')?.textContent).toBe('step 2–')
  expect(within(table).getByText('step 7').closest('tr')?.textContent).toBe('step 77.0')
  fireEvent.click(screen.getByRole('button', { name: 'Next rows' }))
  fireEvent.click(screen.getByRole('button', { name: 'Next rows' }))
  expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(21)
  expect(screen.getByText(/101–120 of 120/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Fig. 1. Show as a chart' }))
  expect(screen.queryByRole('table')).toBeNull()
})

// The bug: the page answers a click on another range only when all its figures are drawn.
test('a page is there before its charts are drawn, each by a timer of its own', () => {
  vi.useFakeTimers()
  try {
    const { container } = renderPart([1, 2].map((key) => <div key={key}>{chart}</div>))
    expect(screen.getAllByRole('application')).toHaveLength(2)
    expect(picturesIn(container)).toHaveLength(0)
    expect(vi.getTimerCount()).toBe(2)
    act(() => void vi.runAllTimers())
    expect(picturesIn(container)).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})
