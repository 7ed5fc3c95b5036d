import type { SpeedTest } from '#contract/lab/plan.ts'
import { monotonicNowMs } from '../../core/monotonic-clock.ts'
import type { SpeedResult } from '../../core/ports/lab-engine.ts'
import { createContext, type LabContext } from './create-context.ts'
import { Decoder } from './decoder.ts'
import type { Interruption } from './interruption.ts'
import type { LabModel } from './lab-model.ts'
import { RandomTokens } from './random-tokens.ts'

/** Of the tokens of a warm-up, which nobody times. */
const warmUpSeed = 0

type Run = { tokens: RandomTokens; interruption: Interruption }

/** A test of llama-bench's with the context that is made for it: as long as its depth, prompt and answer together. */
export class SpeedTester {
  readonly #model: LabModel
  readonly test: SpeedTest
  readonly #context: LabContext
  readonly #decoder: Decoder
  #isWarm = false

  /** Faults: those of `createContext`. */
  constructor(model: LabModel, test: SpeedTest) {
    this.#model = model
    this.test = test
    this.#context = createContext(model, test.promptTokens + test.generatedTokens + test.depthTokens)
    this.#decoder = new Decoder(model, this.#context.pointer)
  }

  /** The whole prompt and one token. Faults: those of `Decoder.decode`; the signal's reason. */
  async warmUp(interruption: Interruption): Promise<void> {
    await this.#warmUp(this.test.promptTokens, interruption)
  }

  /** One repetition. In a context that is not warm yet, a micro-batch and a token go before it. Faults: those of `warmUp`. */
  async run(seed: number, interruption: Interruption): Promise<SpeedResult> {
    const { promptTokens, generatedTokens, depthTokens } = this.test
    if (!this.#isWarm) {
      await this.#warmUp(Math.min(promptTokens, this.#model.parameters.microBatchTokens), interruption)
    }
    const run = { tokens: new RandomTokens(this.#model, seed), interruption }
    this.#decoder.clear()
    await this.#prompt(depthTokens, run)
    const prompt = run.tokens.take(promptTokens)
    const answer = run.tokens.take(generatedTokens)
    // What has come is heard now and not in what is timed.
    await interruption.listen()
    const fromMs = monotonicNowMs()
    const startNs = process.hrtime.bigint()
    if (promptTokens > 0) await this.#decodePrompt(prompt, run)
    const middleNs = process.hrtime.bigint()
    if (generatedTokens > 0) await this.#decodeAnswer(answer, run)
    const endNs = process.hrtime.bigint()
    const toMs = monotonicNowMs()
    const promptNs = promptTokens > 0 ? Number(middleNs - startNs) : 0
    const generationNs = generatedTokens > 0 ? Number(endNs - middleNs) : 0
    return { promptNs, generationNs, durationNs: promptNs + generationNs, fromMs, toMs }
  }

  free(): void {
    this.#context.free()
  }

  async #warmUp(promptTokens: number, interruption: Interruption): Promise<void> {
    const run = { tokens: new RandomTokens(this.#model, warmUpSeed), interruption }
    this.#decoder.clear()
    await this.#prompt(promptTokens, run)
    if (this.test.generatedTokens > 0) await this.#decodeAnswer(run.tokens.take(1), run)
    this.#isWarm = true
  }

  async #prompt(count: number, run: Run): Promise<void> {
    if (count > 0) await this.#decodePrompt(run.tokens.take(count), run)
  }

  async #decodePrompt(tokens: Int32Array, { interruption }: Run): Promise<void> {
    const batchOf = this.#decoder.batchOf(tokens)
    const { batchTokens } = this.#model.parameters
    for (let first = 0; first < tokens.length; first += batchTokens) {
      this.#decoder.decode(batchOf(first, Math.min(batchTokens, tokens.length - first)))
      if (interruption.isDue) await interruption.listen()
    }
    this.#decoder.synchronize()
  }

  async #decodeAnswer(tokens: Int32Array, { interruption }: Run): Promise<void> {
    const batchOf = this.#decoder.batchOf(tokens)
    for (let place = 0; place < tokens.length; place += 1) {
      this.#decoder.decode(batchOf(place, 1))
      this.#decoder.synchronize()
      if (interruption.isDue) await interruption.listen()
    }
  }
}
