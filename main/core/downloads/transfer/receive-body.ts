import { Fault } from '../../fault.ts'
import type { PieceWriter } from './piece-writer.ts'
import type { RangeAnswer } from './range-source.ts'
import { receiveWatched, Stalled } from './stall-guard.ts'

type ReceiveBodyOptions = {
  writer: PieceWriter
  stallTimeoutMs: number
  /** Of the whole file, for the words about a body that was cut. */
  progress: () => { receivedBytes: number; expectedBytes: number }
}

/**
 * Receives the body of an answer into a writer. Resolves when it has come and is written, as long as it had to be; where it breaks, what
 * came before is written too. Faults: DOWNLOAD_CUT_SHORT (params.receivedBytes, expectedBytes), DOWNLOAD_STALLED, HUB_ANSWER_INVALID
 * (host) for a body that is too long, and what the writer fails with.
 */
export async function receiveBody(
  { answer, record, start, end }: RangeAnswer,
  options: ReceiveBodyOptions,
): Promise<void> {
  const { writer, stallTimeoutMs, progress } = options
  const take = (chunk: Buffer) => {
    if (end !== null && writer.position + chunk.length > end) {
      const params = { host: answer.url.host }
      return Promise.reject(new Fault('HUB_ANSWER_INVALID', { params, detail: `more than ${end - start} bytes` }))
    }
    const hold = writer.take(chunk)
    record.received(writer.position - start)
    return hold
  }
  try {
    await receiveWatched(answer, take, stallTimeoutMs)
    await writer.finish()
    if (end !== null && writer.position < end)
      throw new Error(`the body ended ${end - writer.position} bytes too early`)
    record.done()
  } catch (error) {
    record.failed()
    answer.discard()
    await writer.finish()
    if (error instanceof Fault) throw error
    const detail = error instanceof Error ? error.message : String(error)
    if (error instanceof Stalled) throw new Fault('DOWNLOAD_STALLED', { detail })
    throw new Fault('DOWNLOAD_CUT_SHORT', { params: progress(), detail, cause: error })
  }
}
