import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react'
import type { Place, Readout } from './chart-spec.ts'
import type { DrawnChart } from './draw-chart.ts'

/** How far PageUp and PageDown go. */
const pageStops = 10

/** Of a chart that is not drawn yet. */
const nowhere: readonly Place[] = []

/** The index of the value nearest to `wanted` in ascending values; -1 where there is none. */
export function nearestIndex(values: readonly number[], wanted: number): number {
  let low = 0
  let high = values.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < wanted) low = middle
    else high = middle
  }
  const [a, b] = [values[low], values[high]]
  if (a === undefined || b === undefined) return -1
  return Math.abs(wanted - a) <= Math.abs(b - wanted) ? low : high
}

/** Where a key leads from a stop; null where the key is not for the chart. */
export function stopAfterKey(key: string, index: number, count: number): number | null {
  const clamp = (next: number) => Math.max(0, Math.min(count - 1, next))
  switch (key) {
    case 'ArrowRight':
      return clamp(index + 1)
    case 'ArrowLeft':
      return clamp(index - 1)
    case 'PageDown':
      return clamp(index + pageStops)
    case 'PageUp':
      return clamp(index - pageStops)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** A row in words: `GPU: 88.1 W, 86.0–90.2 W, device counter`. */
const rowInWords = ({ name, value, interval, provenance }: Readout['rows'][number]): string =>
  `${name}: ${[value, interval, provenance].filter(Boolean).join(', ')}`

/** What a screen reader says at a stop: all of it, or one row. */
export const announcementOf = ({ title, rows }: Readout, row: number | null): string => {
  const one = row === null ? undefined : rows[row]
  return one ? rowInWords(one) : [title, ...rows.map(rowInWords)].join('. ')
}

/** Reads a chart stop by stop, by pointer and by keyboard. */
export function useStopReader(drawn: DrawnChart | null) {
  // By place and not by index: a live chart moves on below the reader.
  const [at, setAt] = useState<{ place: Place; row: number | null; isByKey: boolean } | null>(null)
  const stops = drawn?.spec.stops ?? nowhere
  const positions = useMemo(() => stops.map((place) => drawn?.xOf(place) ?? 0), [stops, drawn])
  const index = at === null || !drawn ? -1 : nearestIndex(positions, drawn.xOf(at.place))
  const readout = index === -1 ? null : (drawn?.spec.readout(index) ?? null)
  const rows = readout?.rows.length ?? 0
  const row = at?.row == null || rows === 0 ? null : Math.min(at.row, rows - 1)

  const goTo = (next: number, nextRow: number | null, isByKey: boolean) => {
    const place = stops[next]
    if (place !== undefined) setAt({ place, row: nextRow, isByKey })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape' && at !== null) {
      setAt(null)
      event.stopPropagation()
      return
    }
    const isUpright = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (isUpright && index !== -1 && rows > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1
      goTo(index, ((row ?? (step > 0 ? -1 : rows)) + step + rows) % rows, true)
      event.preventDefault()
      return
    }
    // The newest first: that is where most charts are read.
    const next = index === -1 ? stopAfterKey('End', 0, stops.length) : stopAfterKey(event.key, index, stops.length)
    if (next === null || stopAfterKey(event.key, 0, 1) === null) return
    event.preventDefault()
    goTo(event.key === 'Home' ? 0 : next, row, true)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!drawn) return
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    if (x > drawn.box.right + 8 || x < drawn.box.left - 8) setAt(null)
    else goTo(nearestIndex(positions, x), null, false)
  }
  return {
    readout,
    row,
    xPx: index === -1 ? null : (positions[index] ?? null),
    announcement: readout && at?.isByKey ? announcementOf(readout, row) : '',
    handlers: { onKeyDown, onPointerMove, onPointerLeave: () => setAt(null), onBlur: () => setAt(null) },
  }
}
