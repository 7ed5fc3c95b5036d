import { Fault } from '../../fault.ts'
import { type Asked, answerFault } from '../../network/answer-fault.ts'
import { type GuardedAnswer, type GuardedGetOptions, guardedGet } from '../../network/guarded-get.ts'
import type { HttpAnswer } from '../../network/http-answer.ts'
import type { RequestHandle } from '../../network/network-log.ts'
import type { FileVersion } from '../../ports/download-repository.ts'
import type { ByteRange } from './byte-ranges.ts'
import { rangeValidator } from './file-version.ts'

/** Where a file is asked for. */
export type RangeSourceOptions = Omit<GuardedGetOptions, 'headers' | 'signal'> & {
  url: URL
  asked: Omit<Asked, 'nowMs'>
  now: () => number
}

/** A server's answer to the question for a range: the range, or the whole file where it knows no ranges. */
export type RangeAnswer = {
  type: 'range' | 'whole'
  /** What the body is of the file; without an end where the server does not tell. */
  start: number
  end: number | null
  /** `sizeBytes` is null where the server does not tell. */
  version: Omit<FileVersion, 'sizeBytes'> & { sizeBytes: number | null }
  /** What a page of a hotspot or a proxy looks like. */
  isHtml: boolean
  answer: HttpAnswer
  record: RequestHandle
}

/** Statuses by which a content network says that a signed address has expired. */
const expiredStatuses = new Set([400, 401, 403, 404, 410])

/** A file at an address. The address that it redirected to is gone on with, until that expires. */
export class RangeSource {
  readonly #options: RangeSourceOptions
  #direct: { url: URL; linkedEtag: string | null } | null = null

  constructor(options: RangeSourceOptions) {
    this.#options = options
  }

  /**
   * Asks for a range of a file, of the very version that is `known`. Faults: those of `guardedGet` and `answerFault`; HUB_ANSWER_INVALID
   * where the answer is to another question.
   */
  async open(range: ByteRange, known: FileVersion | null, signal: AbortSignal): Promise<RangeAnswer> {
    const { answer, linkedEtag, record } = await this.#ask(range, known, signal)
    const { asked, now } = this.#options
    try {
      if (answer.status !== 200 && answer.status !== 206) throw answerFault(answer, { ...asked, nowMs: now() })
      return { ...this.#described(answer, range, linkedEtag), answer, record }
    } catch (error) {
      answer.discard()
      record.failed()
      throw error
    }
  }

  async #ask(range: ByteRange, known: FileVersion | null, signal: AbortSignal) {
    const direct = this.#direct
    if (direct !== null) {
      const { answer, record } = await this.#get(direct.url, range, known, signal)
      if (!expiredStatuses.has(answer.status)) return { answer, record, linkedEtag: direct.linkedEtag }
      answer.discard()
      record.failed()
      this.#direct = null
    }
    // The hub knows the content by its own name; what the content network called it the last time need not be what it calls it now.
    const validated = known?.linkedEtag === null ? known : null
    const { answer, first, record } = await this.#get(this.#options.url, range, validated, signal)
    const linkedEtag = first.header('x-linked-etag')
    if (answer.status < 300) this.#direct = { url: answer.url, linkedEtag }
    return { answer, record, linkedEtag }
  }

  #get(url: URL, [start, end]: ByteRange, known: FileVersion | null, signal: AbortSignal): Promise<GuardedAnswer> {
    const validator = known && rangeValidator(known)
    return guardedGet(url, {
      ...this.#options,
      signal,
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        range: `bytes=${start}-${end - 1}`,
        ...(validator !== null && { 'if-range': validator }),
      },
      authorization: async (address) =>
        address.origin === this.#options.url.origin ? this.#options.authorization(address) : null,
    })
  }

  #described(answer: HttpAnswer, [start, end]: ByteRange, linkedEtag: string | null) {
    const encoding = answer.header('content-encoding')
    if (encoding !== null && encoding !== 'identity') throw invalid(answer, `content-encoding ${encoding}`)
    const isHtml = answer.header('content-type')?.startsWith('text/html') ?? false
    const names = { linkedEtag, etag: answer.header('etag'), lastModified: answer.header('last-modified') }
    if (answer.status === 200) {
      const length = answer.header('content-length')
      if (length !== null && !/^\d{1,15}$/.test(length)) throw invalid(answer, `content-length ${length.slice(0, 100)}`)
      const sizeBytes = length === null ? null : Number(length)
      return { type: 'whole' as const, start: 0, end: sizeBytes, isHtml, version: { ...names, sizeBytes } }
    }
    const header = answer.header('content-range') ?? ''
    const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header)
    const [from, to, sizeBytes] = match?.slice(1).map(Number) ?? []
    const isAsked = from === start && to !== undefined && sizeBytes !== undefined && to + 1 === Math.min(end, sizeBytes)
    if (!isAsked) throw invalid(answer, `bytes ${start}-${end - 1} asked, ${header || 'no content-range'} answered`)
    return { type: 'range' as const, start, end: to + 1, isHtml, version: { ...names, sizeBytes } }
  }
}

function invalid(answer: HttpAnswer, detail: string): Fault {
  return new Fault('HUB_ANSWER_INVALID', { params: { host: answer.url.host }, detail })
}
