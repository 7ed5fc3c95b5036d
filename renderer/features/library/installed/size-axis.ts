/** A logarithmic scale of file sizes that all ladders of a list share. */
export type SizeAxis = {
  lowBytes: number
  highBytes: number
  ticks: { bytes: number; label: string }[]
}

const gigabyte = 1e9
const least = 0.5
const most = 32
/** Where an axis may begin below half a gigabyte: steps of four, so that few figures carry many digits. */
const smallStarts = [0.125, 0.03125]

/** The axis on which all these sizes have a place: from 0.5 to 32 GB, and further where a size asks for it. */
export const sizeAxis = (sizesBytes: readonly number[]): SizeAxis => {
  const sizes = sizesBytes.filter((size) => size > 0).map((size) => size / gigabyte)
  const smallest = Math.min(least, ...sizes)
  const low =
    smallest >= least ? least : (smallStarts.find((start) => start <= smallest) ?? smallStarts.at(-1) ?? least)
  const high = Math.max(most, 2 ** Math.ceil(Math.log2(Math.max(most, ...sizes))))
  const ticks = [low]
  for (let tick = Math.max(least, low * 2); tick <= high; tick *= 2) if (tick > low) ticks.push(tick)
  return {
    lowBytes: low * gigabyte,
    highBytes: high * gigabyte,
    ticks: ticks.map((tick) => ({ bytes: tick * gigabyte, label: String(tick) })),
  }
}

/** The place of a size on an axis, 0 to 1; what lies outside is put at the end. */
export const axisPosition = ({ lowBytes, highBytes }: SizeAxis, sizeBytes: number): number => {
  if (sizeBytes <= lowBytes) return 0
  return Math.min(1, Math.log(sizeBytes / lowBytes) / Math.log(highBytes / lowBytes))
}
