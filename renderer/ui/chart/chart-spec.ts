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
  | {
      kind: 'line'
      x: readonly number[]
      y: Values
      stroke: string
      widthPx: number
      dash?: string
      curve: Curve
      /** What lies outside of the axes is cut off: for a chart that can be zoomed. */
      isClipped?: boolean
    }
  | { kind: 'bars'; bars: readonly { x: Place; low: number; high: number }[]; fill: string }
  /** Upright intervals, for values that are known as ranges. */
  | { kind: 'intervals'; intervals: readonly { x: Place; low: number; high: number }[] }
  /** Intervals of points, in both directions. */
  | { kind: 'crosses'; crosses: readonly Cross[]; stroke: string; widthPx: number }
  | { kind: 'dots'; dots: readonly { x: Place; y: number }[]; fill: string; stroke: string; radiusPx: number }
  | { kind: 'rule'; x: number; fromY: number; toY: number; stroke: string; dash?: string }
  /** Lines of paper through the fills below, at the ticks of the upright axis. */
  | { kind: 'cuts' }
  | { kind: 'notes'; notes: readonly ChartNote[] }

/** The intervals of a point; null where it is exact in that direction. */
export type Cross = {
  x: number
  y: number
  acrossX: { low: number; high: number } | null
  alongY: { low: number; high: number } | null
}

/** A name beside a point, put where it covers no other. */
export type PointLabel = {
  x: number
  y: number
  text: string
  /** A second, quieter line. */
  detail?: string
  isStrong?: boolean
  /** Of the point that it stands beside. */
  radiusPx: number
}

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

/** What an axis of numbers may have besides. */
type AxisLook = {
  isLogarithmic?: boolean
  /** The smaller value lies farther to the right, or higher. */
  isReversed?: boolean
  /** What the axis is of, with its unit: over the upright axis, or at the right below the other one. */
  title?: string
  /** From the least to the greatest value that there is: the line of the axis is as long. */
  frame?: readonly [number, number]
}

export type HorizontalAxis =
  | { kind: 'time'; domain: readonly [number, number]; ticks: number; label: (atMs: number, index: number) => string }
  | (AxisLook & {
      kind: 'linear'
      domain: readonly [number, number]
      /** About how many, or where. */
      ticks: number | readonly number[]
      label: (value: number) => string
    })
  | { kind: 'bands'; keys: readonly string[]; label: (key: string, index: number) => string }

export type UprightAxis = AxisLook & {
  domain: readonly [number, number]
  /** About how many, or where. */
  ticks: number | readonly number[]
  /** The unit rides on the top tick. */
  label: (value: number, isTop: boolean) => string
}

/** A limit that the reader set on an axis, and the words at its line. */
export type ChartLimit = { value: number; text: string }

/** Limits of both axes: what lies on the worse side of one is hatched. */
export type ChartLimits = {
  x: ChartLimit | null
  y: ChartLimit | null
}

/** Limits that move with a slider: they are drawn over a chart that stands, and nothing else is for them. */
export type LiveLimits = {
  read: () => ChartLimits
  /** Told of each change until the function that it gives is called. */
  subscribe: (changed: () => void) => () => void
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
  /** The room for the labels at the left, where they are words. */
  leftPx?: number
  x: HorizontalAxis
  y: UprightAxis
  layers: readonly ChartLayer[]
  endLabels: readonly EndLabel[]
  pointLabels?: readonly PointLabel[]
  /** The places that the crosshair and the arrow keys stop at, in order. */
  stops: readonly Place[]
  /** What is to be read at a stop. Asked for one at a time, as they are read. */
  readout: (index: number) => Readout
}
