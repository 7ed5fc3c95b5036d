/** Less room than this share of what is free is called tight. */
const tightShare = 0.1

/** Whether so many bytes go into what is free; `unknown` where nothing can tell how much that is. */
export function roomFor(
  requiredBytes: number,
  availableBytes: number | null,
): 'fits' | 'tight' | 'wont-fit' | 'unknown' {
  if (availableBytes === null) return 'unknown'
  if (requiredBytes > availableBytes) return 'wont-fit'
  return availableBytes - requiredBytes < availableBytes * tightShare ? 'tight' : 'fits'
}
