import type { BackendId } from '#contract/hardware.ts'
import type { LabParameters, QualityPlan } from '#contract/lab/plan.ts'
import type { QualitySetup } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'
import { freeBytesIn } from '../../files/free-space.ts'
import type { LabEngine, LabLoaded, QualityReference } from '../../ports/lab-engine.ts'
import type { LabRepository } from '../../ports/lab-repository.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { endsVariantOnly } from '../run/job-failures.ts'
import type { QualityStep } from '../run/lab-job.ts'
import type { RunRecord } from '../run/run-record.ts'
import { chooseReference, type Reference } from './choose-reference.ts'
import { ChunkBook, type Evaluator } from './chunk-book.ts'
import { type QualityText, readQualityText } from './quality-text.ts'
import { chunksInFile, type ReferenceOwner, referenceFileBytes } from './reference-file.ts'
import type { ReferenceFolder } from './reference-folder.ts'

export type QualityParts = {
  record: RunRecord
  plan: QualityPlan
  repository: Pick<LabRepository, 'qualityTokens' | 'addQualityTokens'>
  engine: LabEngine
  backend: BackendId
  /** The variants' models and the reference's, by id. */
  models: ReadonlyMap<string, StoredModel>
  folder: ReferenceFolder
}

/**
 * Measures the quality of a run's variants as llama-perplexity does: the reference first, then one after the other, chunk by chunk, each of
 * which is kept at once. What is there already is not measured again. Faults: LAB_TEXT_…, LAB_RUN_NOT_RESUMABLE where the text is another
 * one by now, MODEL_NOT_FOUND; what goes wrong with one variant alone becomes its problem.
 */
export function measureQuality(parts: QualityParts): QualityStep {
  return async (options) => {
    const measurement = new QualityMeasurement(parts, options)
    try {
      await measurement.perform()
    } catch (error) {
      if (options.leave.aborted) return false
      throw error
    }
    await parts.folder.remove(parts.record.run.id)
    return true
  }
}

/** The reference with what its load told. */
type Loaded = Reference & { owner: ReferenceOwner; chunks: number[]; method: QualitySetup['method'] }

class QualityMeasurement {
  readonly #parts: QualityParts
  readonly #options: Parameters<QualityStep>[0]
  readonly #book: ChunkBook
  readonly #complete: Set<number>
  #variants: readonly number[]

  constructor(parts: QualityParts, options: Parameters<QualityStep>[0]) {
    this.#parts = parts
    this.#options = options
    const { record, repository } = parts
    const { variants } = options
    this.#variants = variants
    this.#complete = new Set(record.run.quality.filter(({ isComplete }) => isComplete).map(({ variant }) => variant))
    const publish = record.setQuality.bind(record)
    this.#book = new ChunkBook({ runId: record.run.id, repository, variants, publish })
  }

  /** Rejects where `leave` aborted. */
  async perform(): Promise<void> {
    if (this.#waiting().length === 0) return
    const { plan } = this.#parts
    const text = await readQualityText(plan.textPath)
    const reference = await this.#anyReference(text)
    for (const variant of this.#waiting()) {
      try {
        await this.#twice(() => this.#evaluateVariant(variant, reference, text))
      } catch (error) {
        this.#giveUp(variant, error)
      }
    }
  }

  #waiting(): number[] {
    return this.#variants.filter((variant) => !this.#complete.has(variant))
  }

  /** Where the largest cannot be loaded and nobody asked for it, the next one is the reference. */
  async #anyReference(text: QualityText): Promise<Loaded> {
    const { record, models, plan } = this.#parts
    for (;;) {
      const reference = chooseReference(record.run, { variants: this.#variants, models })
      try {
        return await this.#twice(() => this.#evaluateReference(reference, text))
      } catch (error) {
        const isChosen = plan.referenceModelId !== null || record.run.qualitySetup !== null
        if (isChosen || reference.variant === null || this.#variants.length < 2) throw error
        this.#giveUp(reference.variant, error)
      }
    }
  }

  async #evaluateReference(reference: Reference, text: QualityText): Promise<Loaded> {
    const { engine, plan, record, folder } = this.#parts
    const { variant } = reference
    this.#tell(variant, null)
    const facts = await this.#load(reference.path, reference.parameters, variant)
    const count = await engine.countChunks(text.text, plan.contextTokens)
    const chunks = firstChunks(Math.min(count, plan.chunks ?? count))
    const { vocabularySize, tokenizerHash } = facts
    const { contextTokens } = plan
    const owner = { textSha256: text.sha256, contextTokens, vocabularySize, tokenizerHash }
    const method = await this.#noteSetup(reference, facts, { owner, chunks: chunks.length, text })
    const evaluator = variant ?? 'reference'
    for (const each of this.#variants) this.#book.plan(each, chunks.length)
    if (variant === null && method === 'disk') this.#book.plan(evaluator, chunks.length)
    const loaded = { ...reference, owner, chunks, method }
    const path = method === 'disk' ? await folder.pathFor(record.run.id) : null
    const own = variant === null ? [] : this.#book.missing(variant, chunks)
    const unkept = path === null ? [] : await this.#unkept(loaded, path)
    const due = chunks.filter((chunk) => own.includes(chunk) || unkept.includes(chunk))
    const fault = await this.#evaluate(evaluator, due, { kind: 'write', path }, text)
    if (fault?.code === 'DISK_FULL' && path !== null) {
      // Somebody else took the room. The way without it takes longer, and ends.
      await folder.remove(record.run.id)
      record.setQualitySetup({ ...this.#requireSetup(), method: 'side-by-side' })
      return this.#evaluateReference(reference, text)
    }
    if (fault !== null) throw fault
    if (variant !== null) this.#finish(variant)
    return loaded
  }

  /** The chunks that variants wait for and the reference's file lacks. */
  async #unkept({ variant, chunks, owner }: Loaded, path: string): Promise<number[]> {
    const waiting = this.#waiting().filter((each) => each !== variant)
    const needed = chunks.filter((chunk) => waiting.some((each) => this.#book.missing(each, [chunk]).length > 0))
    const held = await chunksInFile(path, owner, needed)
    return needed.filter((chunk) => !held.has(chunk))
  }

  async #evaluateVariant(variant: number, reference: Loaded, text: QualityText): Promise<void> {
    const { engine, plan, record, folder } = this.#parts
    const { owner, method, path: modelPath } = reference
    this.#tell(variant, null)
    const { parameters } = record.variant(variant)
    const { tokenizerHash } = await this.#load(this.#pathOf(variant), parameters, variant)
    const isComparable = tokenizerHash === owner.tokenizerHash
    let chunks: readonly number[] = reference.chunks
    let against: QualityReference = { kind: 'write', path: null }
    if (!isComparable) {
      // Another tokenizer cuts the text into other tokens: nothing can be put side by side.
      const count = await engine.countChunks(text.text, plan.contextTokens)
      chunks = firstChunks(Math.min(count, plan.chunks ?? count))
      this.#book.plan(variant, chunks.length)
    } else if (method === 'disk') against = { kind: 'read', path: await folder.pathFor(record.run.id) }
    else against = { kind: 'beside', modelPath, parameters: reference.parameters }
    const fault = await this.#evaluate(variant, this.#book.missing(variant, chunks), against, text)
    if (fault?.code === 'LAB_REFERENCE_UNUSABLE') {
      await folder.remove(record.run.id)
      await this.#evaluateReference(reference, text)
    }
    if (fault !== null) throw fault
    this.#finish(variant)
  }

  /** Evaluates chunks, each of which is written down before the next. Returns what the engine failed with; rejects where `leave` aborted. */
  async #evaluate(
    evaluator: Evaluator,
    chunks: readonly number[],
    reference: QualityReference,
    { text }: QualityText,
  ): Promise<Fault | null> {
    const { engine, plan } = this.#parts
    const { leave } = this.#options
    if (chunks.length === 0) return null
    const unkept = new AbortController()
    const signal = AbortSignal.any([leave, unkept.signal])
    const fault = await engine
      .quality(
        { text, contextTokens: plan.contextTokens, chunks, reference },
        {
          signal,
          onChunk: (tokens) => {
            if (signal.aborted) return
            try {
              this.#book.note(evaluator, tokens)
              this.#tell(evaluator === 'reference' ? null : evaluator, tokens.durationMs)
            } catch (error) {
              unkept.abort(error)
            }
          },
        },
      )
      .then(
        () => null,
        (error: unknown) => Fault.from(error),
      )
    signal.throwIfAborted()
    return fault
  }

  async #load(path: string, parameters: LabParameters, variant: number | null): Promise<LabLoaded> {
    const { engine, backend, record } = this.#parts
    const { leave: signal } = this.#options
    signal.throwIfAborted()
    const loaded = await engine.load({ path, backend, parameters }, { signal, onProgress: () => undefined })
    signal.throwIfAborted()
    if (variant !== null) record.noteLoaded(variant, loaded)
    return loaded
  }

  /** What all of it is measured with. Faults: LAB_RUN_NOT_RESUMABLE (detail). */
  async #noteSetup(
    reference: Reference,
    facts: LabLoaded,
    { owner, chunks, text }: { owner: ReferenceOwner; chunks: number; text: QualityText },
  ): Promise<QualitySetup['method']> {
    const { record, plan, folder } = this.#parts
    const known = record.run.qualitySetup
    if (known !== null && known.textSha256 !== text.sha256) {
      throw new Fault('LAB_RUN_NOT_RESUMABLE', { detail: `${text.name} is another text by now.` })
    }
    if (known !== null) return known.method
    const bytes = referenceFileBytes(owner, chunks)
    await folder.pathFor(record.run.id)
    const isRoom = bytes <= plan.diskBudgetBytes && bytes <= (await freeBytesIn(folder.path))
    const { description, tensorBytes, parameterCount, vocabularySize, tokenizerHash } = facts
    const model = { ...reference.model, description, tensorBytes, parameterCount, vocabularySize, tokenizerHash }
    const { name: textName, sha256: textSha256 } = text
    const method = isRoom ? 'disk' : 'side-by-side'
    record.setQualitySetup({ reference: model, textName, textSha256, contextTokens: plan.contextTokens, method })
    return method
  }

  #requireSetup(): QualitySetup {
    const { qualitySetup } = this.#parts.record.run
    if (qualitySetup === null) throw new Fault('INTERNAL', { detail: 'Quality without its setup' })
    return qualitySetup
  }

  #finish(variant: number): void {
    if (this.#complete.has(variant)) return
    this.#book.complete(variant)
    this.#complete.add(variant)
  }

  /** A crash of the engine, or a reference that was damaged and is written anew, is tried once more. */
  async #twice<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const { code } = Fault.from(error)
      if (this.#options.leave.aborted || (code !== 'ENGINE_CRASHED' && code !== 'LAB_REFERENCE_UNUSABLE')) throw error
      return await work()
    }
  }

  /** Throws what is not of this variant alone. */
  #giveUp(variant: number, error: unknown): void {
    const fault = Fault.from(error)
    const isOwn = endsVariantOnly(fault) || fault.code === 'LAB_OUTPUT_UNUSABLE' || fault.code === 'LAB_TEXT_TOO_SHORT'
    if (this.#options.leave.aborted || !isOwn) throw error
    const { record } = this.#parts
    const params = { label: record.variant(variant).label, ...fault.params }
    record.noteProblem(variant, { ...fault.toProblem(), params })
    this.#variants = this.#variants.filter((each) => each !== variant)
    this.#book.drop(variant)
  }

  /** Faults: MODEL_NOT_FOUND (params.modelId). */
  #pathOf(variant: number): string {
    const { record, models } = this.#parts
    const { modelId } = record.variant(variant).model
    const model = models.get(modelId ?? '')
    if (model === undefined) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: modelId ?? '' } })
    return model.path
  }

  #tell(variant: number | null, chunkMs: number | null): void {
    this.#options.onProgress({ variant, chunkMs, ...this.#book.counts })
  }
}

function firstChunks(count: number): number[] {
  return Array.from({ length: count }, (_, chunk) => chunk)
}
