import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Fault } from '../../fault.ts'
import type { FileVersion } from '../../ports/download-repository.ts'
import type { BroughtFile, FileJob } from '../../ports/file-source.ts'
import { type ByteRange, ByteRanges } from './byte-ranges.ts'
import { PartFile } from './part-file.ts'
import { PartKeeper } from './part-keeper.ts'
import { PieceWriter } from './piece-writer.ts'
import { PrefixHash } from './prefix-hash.ts'
import { type RangeAnswer, RangeSource } from './range-source.ts'
import { receiveBody } from './receive-body.ts'
import { refuseChanged } from './refuse-changed.ts'
import type { Address, TransferTools } from './transfer-options.ts'

const largestPieceBytes = 128 * 1024 * 1024
const piecesOfLargeFile = 64

/** After these, what came until then cannot become the file any more. */
const spoiling: ReadonlySet<Fault['code']> = new Set([
  'DOWNLOAD_CHANGED_UPSTREAM',
  'CHECKSUM_MISMATCH',
  'HUB_RANGE_REFUSED',
])

/**
 * Fetches a file into `partPath`, several ranges at once where the server can, going on from where an earlier try ended. Resolves when all
 * of it is on the disk and has the hash that was expected. Faults: those of `RangeSource.open`, `refuseChanged` and `receiveBody`;
 * CHECKSUM_MISMATCH (params.fileName, expected, actual); DISK_FULL (fileName), DOWNLOAD_FAILED; the signal's reason. After a changed
 * file, a wrong hash and a refused range nothing is kept; after all others what came is.
 */
export async function transfer(job: FileJob, address: Address, tools: TransferTools): Promise<BroughtFile> {
  const part = await PartFile.open(job.partPath)
  try {
    return await new Transfer(job, address, tools, part).run()
  } catch (error) {
    if (error instanceof Fault && spoiling.has(error.code)) {
      job.onKept(null)
      await part.clear()
    }
    throw error
  } finally {
    const isEmpty = (await part.sizeBytes()) === 0
    await part.close()
    if (isEmpty) await rm(job.partPath, { force: true })
  }
}

/** What has been written, and the buffers that hold it: none where they are not to be used again. */
type NoteWritten = (range: ByteRange, buffers: Buffer[]) => void

class Transfer {
  readonly #job: FileJob
  readonly #tools: TransferTools
  readonly #part: PartFile
  readonly #source: RangeSource
  /** Ends all ranges as soon as one of them fails. */
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal
  #ranges = new ByteRanges()
  #version: FileVersion | null = null
  #hash: PrefixHash | null = null

  constructor(job: FileJob, address: Address, tools: TransferTools, part: PartFile) {
    this.#job = job
    this.#tools = tools
    this.#part = part
    const { dispatcher, now, limits } = tools
    this.#source = new RangeSource({
      ...address,
      begin: job.begin,
      dispatcher,
      now,
      headTimeoutMs: limits.headTimeoutMs,
    })
    this.#signal = AbortSignal.any([job.signal, this.#stop.signal])
  }

  async run(): Promise<BroughtFile> {
    await this.#recall()
    try {
      const sizeBytes = this.#sizeIfWhole() ?? (await this.#receive())
      this.#job.onWhole()
      const sha256 = await this.#startHash().digest(sizeBytes, this.#job.signal)
      this.#refuseOther(sha256)
      return { sizeBytes, sha256 }
    } finally {
      await this.#hash?.close()
    }
  }

  /** What was kept of an earlier try, where the file still holds it. */
  async #recall(): Promise<void> {
    const { resume, onReceived } = this.#job
    const ranges = new ByteRanges(resume?.ranges)
    const isThere = resume !== null && ranges.end > 0 && (await this.#part.sizeBytes()) >= ranges.end
    if (!isThere) return this.#part.clear()
    this.#ranges = ranges
    this.#version = resume
    onReceived(ranges.totalBytes, resume.sizeBytes)
  }

  #sizeIfWhole(): number | null {
    const sizeBytes = this.#version?.sizeBytes ?? null
    return this.#ranges.prefixBytes === sizeBytes ? sizeBytes : null
  }

  /** Returns the file's size when all of its bytes are on the disk. */
  async #receive(): Promise<number> {
    const first = await this.#openFirst()
    this.#startHash()
    const keeper = new PartKeeper({ part: this.#part, ranges: this.#ranges, onKept: (ranges) => this.#kept(ranges) })
    const note: NoteWritten = (range, buffers) => {
      this.#written(range, buffers)
      keeper.noteWritten()
    }
    try {
      await (first.type === 'range' ? this.#receivePieces(first, note) : this.#receiveBody(first, note))
    } catch (error) {
      await keeper.finish()
      throw this.#job.signal.aborted ? this.#job.signal.reason : error
    }
    await keeper.finish()
    return this.#ranges.totalBytes
  }

  /** The answer that tells what the server has, and whether it knows ranges. */
  async #openFirst(): Promise<RangeAnswer> {
    const wanted = this.#missing(this.#ranges)?.next().value ?? [0, this.#tools.limits.pieceBytes]
    const first = await this.#source.open(wanted, this.#version, this.#signal)
    try {
      refuseChanged(first, this.#version, this.#job.expected)
      // A server without ranges: all of it in one stream, from the first byte on.
      if (first.type === 'whole') {
        await this.#part.clear()
        this.#ranges = new ByteRanges()
      }
    } catch (error) {
      first.answer.discard()
      first.record.failed()
      throw error
    }
    const sizeBytes = first.version.sizeBytes ?? this.#job.expected.sizeBytes
    this.#version = sizeBytes === null ? null : { ...first.version, sizeBytes }
    return { ...first, end: first.end ?? sizeBytes }
  }

  async #receivePieces(first: RangeAnswer, note: NoteWritten): Promise<void> {
    const coming = new ByteRanges([...this.#ranges.toJSON(), [first.start, first.end ?? first.start]])
    const pieces = this.#missing(coming)
    const fetchPieces = async (opened: RangeAnswer | null) => {
      if (opened !== null) await this.#receiveBody(opened, note)
      for (let piece = pieces?.next().value; piece !== undefined; piece = pieces?.next().value) {
        await this.#receiveBody(await this.#openNext(piece), note)
      }
    }
    const fetching = (opened: RangeAnswer | null) =>
      fetchPieces(opened).catch((error: unknown) => this.#stop.abort(error))
    const { connections } = this.#tools.limits
    const firstConnections = Math.min(this.#tools.limits.firstConnections, connections)
    const ended = new AbortController()
    const further = async () => {
      if (!(await this.#isSlow(AbortSignal.any([ended.signal, this.#signal])))) return
      await Promise.all(Array.from({ length: connections - firstConnections }, () => fetching(null)))
    }
    const furtherDone = further()
    const others = Array.from({ length: firstConnections - 1 }, () => null)
    await Promise.all([first, ...others].map(fetching))
    ended.abort()
    await furtherDone
    this.#stop.signal.throwIfAborted()
  }

  /** Whether the first connections leave something for others to fetch; asked until the signal aborts, and then false. */
  async #isSlow(signal: AbortSignal): Promise<boolean> {
    const { lookMs, fastBytesPerSecond } = this.#tools.limits
    while (!signal.aborted) {
      const before = this.#ranges.totalBytes
      await delay(lookMs, undefined, { signal }).catch(() => undefined)
      const bytesPerSecond = ((this.#ranges.totalBytes - before) * 1000) / lookMs
      if (!signal.aborted && bytesPerSecond < fastBytesPerSecond) return true
    }
    return false
  }

  async #openNext(piece: ByteRange): Promise<RangeAnswer> {
    const next = await this.#source.open(piece, this.#version, this.#signal)
    try {
      refuseChanged(next, this.#version, this.#job.expected)
      if (next.type === 'whole') throw new Fault('HUB_RANGE_REFUSED', { detail: 'the whole file in place of a range' })
      return next
    } catch (error) {
      next.answer.discard()
      next.record.failed()
      throw error
    }
  }

  #receiveBody(answer: RangeAnswer, note: NoteWritten): Promise<void> {
    const { bandwidth, limits } = this.#tools
    const isOneRead = answer.answer.header('transfer-encoding') === null
    return receiveBody(answer, {
      writer: new PieceWriter({
        part: this.#part,
        start: answer.start,
        bandwidth,
        // Of a chunked body several pieces may lie in one buffer.
        onWritten: (range, buffers) => note(range, isOneRead ? buffers : []),
      }),
      stallTimeoutMs: limits.stallTimeoutMs,
      progress: () => ({
        receivedBytes: this.#ranges.totalBytes,
        expectedBytes: this.#version?.sizeBytes ?? this.#job.expected.sizeBytes ?? 0,
      }),
    })
  }

  /** null where the size is not known. */
  #missing(present: ByteRanges): Generator<ByteRange, undefined, void> | null {
    const { sizeBytes } = this.#version ?? { sizeBytes: null }
    if (sizeBytes === null) return null
    const share = Math.min(largestPieceBytes, Math.ceil(sizeBytes / piecesOfLargeFile))
    return present.missing(sizeBytes, Math.max(this.#tools.limits.pieceBytes, share))
  }

  #written(range: ByteRange, buffers: Buffer[]): void {
    this.#ranges.add(range)
    this.#hash?.lend(range, buffers)
    this.#hash?.advance(this.#ranges.prefixBytes)
    this.#job.onReceived(this.#ranges.totalBytes, this.#version?.sizeBytes ?? null)
  }

  /** Of a file whose version is not known nothing can be gone on with. */
  #kept(ranges: ByteRange[]): void {
    if (this.#version !== null)
      this.#job.onKept({ ...this.#version, ranges: ranges.map(([start, end]) => [start, end]) })
  }

  #startHash(): PrefixHash {
    this.#hash ??= new PrefixHash(this.#tools.hashWorkerPath, this.#part.path)
    this.#hash.advance(this.#ranges.prefixBytes)
    return this.#hash
  }

  #refuseOther(sha256: string): void {
    const { fileName, sha256: expected } = this.#job.expected
    if (expected === null || sha256 === expected) return
    throw new Fault('CHECKSUM_MISMATCH', { params: { fileName, expected, actual: sha256 } })
  }
}
