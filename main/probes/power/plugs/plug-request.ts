import { type Dispatcher, request } from 'undici'
import { Fault } from '../../../core/fault.ts'

/** What came back. `json` is undefined where it was no JSON, or more of it than a plug has to say. */
export type PlugAnswer = { status: number; json: unknown; receivedBytes: number }

export type PlugRequestOptions = { dispatcher: Dispatcher; signal: AbortSignal }

const timeoutMs = 2000
const bodyLimitBytes = 65_536

/**
 * Asks a plug for one path, in two seconds. No redirect is followed: nothing but the host that the user typed is asked.
 * Faults: METER_PLUG_UNREACHABLE (params.address); the signal's reason.
 */
export async function askPlug(url: URL, { dispatcher, signal }: PlugRequestOptions): Promise<PlugAnswer> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      signal: AbortSignal.any([signal, late.signal]),
      headers: { accept: 'application/json' },
    })
    const bytes = await readUpTo(body, bodyLimitBytes)
    if (bytes === null) return { status: statusCode, json: undefined, receivedBytes: bodyLimitBytes }
    return { status: statusCode, json: parseJson(bytes), receivedBytes: bytes.length }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const detail = error instanceof Error ? error.message : String(error)
    throw new Fault('METER_PLUG_UNREACHABLE', { params: { address: url.host }, detail, cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** The whole body; null, and the connection ended, where it is longer. */
async function readUpTo(body: Dispatcher.ResponseData['body'], limitBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    // Leaving the loop ends the connection.
    if (bytes > limitBytes) return null
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
