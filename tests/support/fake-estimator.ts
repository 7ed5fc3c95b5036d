import type { FitAnswer, FitEstimator, FitQuestion, LoadSimulation } from '../../main/core/ports/fit-estimator.ts'

/** Answers as its script says, and keeps the questions; without a script it has no llama.cpp to ask. */
export class FakeEstimator implements FitEstimator {
  /** The oldest first. */
  readonly questions: FitQuestion[] = []
  rests = 0
  closed = false
  script: (question: FitQuestion) => FitAnswer | Promise<FitAnswer>

  constructor(script: FakeEstimator['script'] = () => ({ status: 'unavailable', reason: 'none here' })) {
    this.script = script
  }

  async ask(question: FitQuestion): Promise<FitAnswer> {
    this.questions.push(question)
    return this.script(question)
  }

  rest(): void {
    this.rests += 1
  }

  async close(): Promise<void> {
    this.closed = true
  }
}

const MiB = 2 ** 20

/** What llama.cpp would say of a small model on the CPU, unless told otherwise. */
export function simulated(change: Partial<LoadSimulation> = {}): FitAnswer {
  const simulation: LoadSimulation = {
    gpuLayers: 0,
    totalLayers: 31,
    weights: { ramBytes: 92 * MiB, vramBytes: 0 },
    context: { ramBytes: 278 * MiB, vramBytes: 0 },
    activationBytes: 28 * MiB,
    tokenizerBytes: 44 * MiB,
    vramFreeBytes: null,
    ...change,
  }
  return { status: 'simulated', simulation }
}
