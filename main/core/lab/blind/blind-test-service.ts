import { randomInt, randomUUID } from 'node:crypto'
import type { BlindRound, BlindTest } from '#contract/lab/blind-test.ts'
import { Fault } from '../../fault.ts'
import type { HardwareService } from '../../hardware/hardware-service.ts'
import { LiveValue } from '../../live-value.ts'
import type { EngineLink } from '../../ports/engine-link.ts'
import type { KeptBlindTest, LabRepository } from '../../ports/lab-repository.ts'
import type { ModelRepository, StoredModel } from '../../ports/model-repository.ts'
import type { MachineLease } from '../machine-lease.ts'
import { labModelOf } from '../run/plan-variants.ts'
import { answerBlindly } from './answer-blindly.ts'
import { blindPrompts } from './blind-prompts.ts'
import { blindResult } from './blind-result.ts'

export type BlindTestServiceOptions = {
  repository: Pick<LabRepository, 'saveBlindTest' | 'blindTests' | 'removeBlindTest'>
  stored: Pick<ModelRepository, 'getListed'>
  lease: MachineLease
  hardware: Pick<HardwareService, 'chosenBackend'>
  createEngineLink: () => EngineLink
  /** Milliseconds since the epoch. */
  now: () => number
  /** Whole numbers from 0 up to below a limit, which nobody can guess. */
  random?: (limit: number) => number
}

type Work = { testId: string; stop: AbortController; ended: Promise<void> }

/**
 * Two models answer side by side, unlabelled, and the user chooses. Both texts are shown when both are done: how fast they come would tell which
 * is which. One loads after the other, so that two of them need no more memory than one.
 */
export class BlindTestService {
  readonly #options: BlindTestServiceOptions
  readonly #random: (limit: number) => number
  readonly #tests: LiveValue<readonly KeptBlindTest[]>
  #work: Work | null = null

  constructor(options: BlindTestServiceOptions) {
    this.#options = options
    this.#random = options.random ?? ((limit) => randomInt(limit))
    this.#tests = new LiveValue<readonly KeptBlindTest[]>([])
  }

  /** Reads the tests; a round that an end of the app cut off has failed. */
  begin(): void {
    this.#tests.set(this.#options.repository.blindTests())
    for (const test of this.#tests.value) {
      if (test.rounds.some(({ state }) => state === 'answering')) this.#endRound(test.id, cutOff)
    }
  }

  /** The newest first. */
  list(): BlindTest[] {
    return this.#tests.value.map(shown)
  }

  /** Faults: BLIND_TEST_NOT_FOUND. */
  async *watch(id: string, signal?: AbortSignal): AsyncGenerator<BlindTest, void, void> {
    this.#require(id)
    let last: KeptBlindTest | undefined
    for await (const tests of this.#tests.watch(signal)) {
      const test = tests.find((one) => one.id === id)
      if (test === undefined) return
      if (test === last) continue
      last = test
      yield shown(test)
    }
  }

  /** Faults: MODEL_NOT_FOUND. */
  async start(modelIds: readonly string[]): Promise<BlindTest> {
    const models = modelIds.map((id) => labModelOf(this.#model(id)))
    const test: KeptBlindTest = {
      id: randomUUID(),
      state: 'running',
      startedAtMs: Math.round(this.#options.now()),
      rounds: [],
      models,
      result: null,
      firstOnLeft: [],
    }
    this.#save(test)
    return shown(test)
  }

  /** Begins a round; null: the next of the built-in prompts. Faults: BLIND_TEST_NOT_FOUND, BLIND_TEST_BUSY, MODEL_NOT_FOUND, LAB_BUSY. */
  async ask(id: string, asked: string | null): Promise<BlindTest> {
    const test = this.#require(id)
    const isOpen = test.rounds.some(({ state }) => state === 'answering' || state === 'to-judge')
    if (test.state === 'ended' || isOpen || this.#work !== null) throw new Fault('BLIND_TEST_BUSY')
    const models = test.models.map(({ modelId }) => this.#model(modelId ?? ''))
    const giveBack = await this.#options.lease.take({ kind: 'blind-test', name: nameOf(test), locksChat: true })
    const prompt = asked ?? nextPrompt(test)
    const round: BlindRound = {
      number: test.rounds.length + 1,
      prompt,
      state: 'answering',
      left: hidden,
      right: hidden,
      choice: null,
      problem: null,
    }
    const begun = {
      ...test,
      rounds: [...test.rounds, round],
      firstOnLeft: [...test.firstOnLeft, this.#random(2) === 0],
    }
    this.#save(begun)
    const stop = new AbortController()
    const ended = this.#answer(begun, models, prompt, stop.signal).finally(() => {
      this.#work = null
      giveBack()
    })
    this.#work = { testId: id, stop, ended }
    return shown(begun)
  }

  /** Faults: BLIND_TEST_NOT_FOUND, BLIND_TEST_BUSY where there is nothing to be judged. */
  judge(id: string, choice: 'left' | 'right' | 'tie'): BlindTest {
    const test = this.#require(id)
    if (test.rounds.at(-1)?.state !== 'to-judge') throw new Fault('BLIND_TEST_BUSY')
    return shown(this.#changeRound(test, { state: 'judged', choice }))
  }

  /** Ends it and tells which was which; an answer in progress is stopped. Faults: BLIND_TEST_NOT_FOUND. */
  async end(id: string): Promise<BlindTest> {
    await this.#stop(id)
    const test = this.#require(id)
    if (test.state === 'ended') return shown(test)
    const ended: KeptBlindTest = { ...test, state: 'ended', result: blindResult(test) }
    this.#save(ended)
    return shown(ended)
  }

  async remove(id: string): Promise<void> {
    await this.#stop(id)
    this.#options.repository.removeBlindTest(id)
    this.#tests.set(this.#tests.value.filter((test) => test.id !== id))
  }

  async close(): Promise<void> {
    if (this.#work !== null) await this.#stop(this.#work.testId)
  }

  async #answer(
    test: KeptBlindTest,
    models: readonly StoredModel[],
    prompt: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { createEngineLink, hardware } = this.#options
    const seed = this.#random(2 ** 31)
    const places = this.#random(2) === 0 ? [0, 1] : [1, 0]
    const texts: [string, string] = ['', '']
    try {
      const backend = await hardware.chosenBackend()
      for (const place of places) {
        const model = models[place]
        if (model === undefined) continue
        texts[place] = await answerBlindly(createEngineLink, { model, prompt, seed, backend }, signal)
      }
      const [left, right] = test.firstOnLeft.at(-1) === true ? texts : texts.toReversed()
      this.#endRound(test.id, {
        state: 'to-judge',
        left: { text: left ?? '', isDone: true },
        right: { text: right ?? '', isDone: true },
      })
    } catch (error) {
      // The reason without its details, which would name the model.
      const problem = { code: Fault.from(error).code, params: {}, detail: null }
      this.#endRound(test.id, signal.aborted ? cutOff : { state: 'failed', problem })
    }
  }

  async #stop(id: string): Promise<void> {
    const work = this.#work
    if (work?.testId !== id) return
    work.stop.abort()
    await work.ended
  }

  #endRound(id: string, change: Partial<BlindRound>): void {
    const test = this.#tests.value.find((one) => one.id === id)
    if (test !== undefined) this.#changeRound(test, change)
  }

  #changeRound(test: KeptBlindTest, change: Partial<BlindRound>): KeptBlindTest {
    const changed = {
      ...test,
      rounds: test.rounds.map((round, place) => (place === test.rounds.length - 1 ? { ...round, ...change } : round)),
    }
    this.#save(changed)
    return changed
  }

  #save(test: KeptBlindTest): void {
    this.#options.repository.saveBlindTest(test)
    const others = this.#tests.value.filter(({ id }) => id !== test.id)
    this.#tests.set([test, ...others].sort((one, other) => other.startedAtMs - one.startedAtMs))
  }

  #require(id: string): KeptBlindTest {
    const test = this.#tests.value.find((one) => one.id === id)
    if (test === undefined) throw new Fault('BLIND_TEST_NOT_FOUND')
    return test
  }

  #model(id: string): StoredModel {
    const model = this.#options.stored.getListed(id)
    if (model === null) throw new Fault('MODEL_NOT_FOUND')
    return model
  }
}

const hidden = { text: '', isDone: false }
const cutOff = {
  state: 'failed',
  problem: { code: 'APP_CLOSED', params: {}, detail: null },
} satisfies Partial<BlindRound>

/** As the interface may see it: nothing of which is which before the end. */
function shown({ firstOnLeft: _, ...test }: KeptBlindTest): BlindTest {
  return test
}

function nameOf({ models }: KeptBlindTest): string {
  return models.map(({ name, quantization }) => `${name} ${quantization}`).join(', ')
}

/** The first that was not asked yet; when all were, from the begin again. */
function nextPrompt({ rounds }: KeptBlindTest): string {
  const asked = new Set(rounds.map(({ prompt }) => prompt))
  return (
    blindPrompts.find((prompt) => !asked.has(prompt)) ??
    blindPrompts[rounds.length % blindPrompts.length] ??
    blindPrompts[0]
  )
}
