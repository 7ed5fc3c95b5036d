import type { HttpAnswer, TakeChunk } from '../../network/http-answer.ts'

/** Less than this in a whole period is a trickle, which may as well be a standstill. */
const leastBytes = 16_384

/** The connection delivered next to nothing for a while. */
export class Stalled extends Error {}

/**
 * Receives a body, and gives up where hardly anything comes within `stallTimeoutMs`. A period in which we ourselves held the sender back
 * (for the disk, or a bandwidth limit) counts for nothing.
 */
export async function receiveWatched(answer: HttpAnswer, take: TakeChunk, stallTimeoutMs: number): Promise<void> {
  let bytes = 0
  let holds = 0
  let wasHeld = false
  const timer = setInterval(() => {
    if (bytes < leastBytes && !wasHeld) answer.abort(new Stalled(`${bytes} bytes in ${stallTimeoutMs} ms`))
    bytes = 0
    wasHeld = holds > 0
  }, stallTimeoutMs)
  const watched: TakeChunk = (chunk) => {
    bytes += chunk.length
    const hold = take(chunk)
    if (hold === null) return null
    holds += 1
    wasHeld = true
    return hold.finally(() => {
      holds -= 1
    })
  }
  try {
    await answer.receive(watched)
  } finally {
    clearInterval(timer)
  }
}
