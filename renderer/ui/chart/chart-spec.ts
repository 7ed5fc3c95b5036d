/** A place along the horizontal axis: a number or a time in milliseconds on a continuous axis, a key on one of bands. */
export type Place = number | string

/** The figures of a layer; null is a gap, and is left open. */
export type Values = readonly (number | null)[]

/** A fill of lines at 45°, for what is no part of the matter. */
export const hatch = 'url(#chart-hatch)'

/**
 * How values are joined. `step`: each value holds from its place for `stepWidth`, so that a value between two gaps is seen too.
 * `linear`: straight from point to point.
 */
export type Curve = { kind: 'step'; stepWidth: number } | { kind: 'linear' }

/** What is drawn, the first at the bottom. Colours are CSS values such as `var(--s1)`, so that they follow the theme by themselves. */
export type ChartLayer =
  | {
      kind: 'band'
      x: readonly number[]
      low: Values
      high: Values
      fill: string
      opacity?: number
      curve: Curve
      /** Parted from its neighbours by 0.75 px of paper. */
      hasEdge: boolean
    }
  | { kind: 'line'; x: readonly number[]; y: Values; stroke: string; widthPx: number; dash?: string; curve: Curve }
  | { kind: 'bars'; bars: readonly { x: Place; low: number; high: number }[]; fill: string }
  /** Upright intervals, for values that are known as ranges. */
  | { kind: 'intervals'; intervals: readonly { x: Place; low: number; high: number }[] }
  | { kind: 'dots'; dots: readonly { x: Place; y: number }[]; fill: string; stroke: string; radiusPx: number }
  | { kind: 'rule'; x: number; fromY: number; toY: number; stroke: string; dash?: string }
  /** Lines of paper through the fills below, at the ticks of the upright axis. */
  | { kind: 'cuts' }
  | { kind: 'notes'; notes: readonly ChartNote[] }

/** Words in the chart. `figure` is for numbers, `aside` for what is said about them. */
export type ChartNote = {
  x: Place
  y: number
  text: string
  look: 'figure' | 'aside'
  anchor: 'start' | 'middle' | 'end'
  dx?: number
  dy?: number
}

/** A name at the right end of what it names. */
export type EndLabel = {
  /** Where it should stand; those that would collide are moved apart. */
  y: number
  text: string
  /** A second, quieter line. */
  detail?: string
  mark: 'swatch' | 'line' | 'none'
  colour: string
  isStrong?: boolean
}

export type HorizontalAxis =
  | { kind: 'time'; domain: readonly [number, number]; ticks: number; label: (atMs: number, index: number) => string }
  | { kind: 'linear'; domain: readonly [number, number]; ticks: number; label: (value: number) => string }
  | { kind: 'bands'; keys: readonly string[]; label: (key: string, index: number) => string }

export type UprightAxis = {
  domain: readonly [number, number]
  ticks: number
  /** The unit rides on the top tick. */
  label: (value: number, isTop: boolean) => string
}

/** A line of what the crosshair reads. */
export type ReadoutRow = {
  name: string
  /** With its unit. */
  value: string
  /** The interval in words, with its unit; empty where the value is one already, or has none. */
  interval: string
  /** How it is known, in words; empty where that goes without saying. */
  provenance: string
  /** Its colour in the chart; null where it has none. */
  colour: string | null
  /** Where the crosshair marks it; null where there is nothing to mark. */
  y: number | null
}

export type Readout = { title: string; rows: readonly ReadoutRow[] }

/** A chart without its caption. Pure data: what draws it is `draw-chart.ts` alone. */
export type ChartSpec = {
  heightPx: number
  x: HorizontalAxis
  y: UprightAxis
  layers: readonly ChartLayer[]
  endLabels: readonly EndLabel[]
  /** The places that the crosshair and the arrow keys stop at, in order. */
  stops: readonly Place[]
  /** What is to be read at a stop. Asked for one at a time, as they are read. */
  readout: (index: number) => Readout
}
