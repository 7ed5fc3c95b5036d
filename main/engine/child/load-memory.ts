import { readFileSync } from 'node:fs'
import type { Llama } from 'node-llama-cpp'
import type { LoadedModel } from '#contract/engine.ts'
import type { GenerateEvent } from '../../core/ports/engine-link.ts'
import type { EngineLog } from './log.ts'

type Memory = NonNullable<LoadedModel['memory']>

/** What a measurement must know of the load. */
type LoadFacts = Pick<LoadedModel, 'mmap' | 'ubatchTokens' | 'contextTokens' | 'flashAttention'> & {
  weightBytes: number
}

const mebibyte = 2 ** 20
/** Without flash attention the scores' buffers fill up with the context: so much of it counts as all. */
const wholeContextShare = 0.9

/**
 * How much memory this process took for a load, from before it to now: the most that was seen. Resident pages count, whatever they hold:
 * mapped weights once they were read, buffers once they were written to, the vocabulary, JavaScript's heap. One thing is taken off:
 * llama.cpp copies weights to a GPU, or into an order that suits the CPU better, and the mapped pages that it read them from stay
 * resident, unused, until the system wants the room.
 */
export class LoadMemory {
  readonly #before = resident()
  readonly #isFirstLoad: boolean
  #vramUsedBefore: number | null = null
  #loaded: { llama: Llama; facts: LoadFacts; mapped: MappedWeights } | null = null
  #evaluatedTokens = 0
  #largestBatchTokens = 0
  #mostContextTokens = 0
  #most: Memory | null = null

  /**
   * Made before the load, and before llama.cpp is started for it. A process that held a model before reuses what that one left: its
   * growth is a lower bound.
   */
  constructor(isFirstLoad: boolean) {
    this.#isFirstLoad = isFirstLoad
  }

  /** llama.cpp is there and the model is not. */
  async started(llama: Llama): Promise<void> {
    this.#vramUsedBefore = (await vramState(llama))?.used ?? null
  }

  /** The model is in memory; `log` has llama.cpp's words about it. */
  loaded(llama: Llama, facts: LoadFacts, log: EngineLog): void {
    this.#loaded = { llama, facts, mapped: mappedWeights(facts, log) }
  }

  /** Follows an answer: how much was evaluated at once, and how full the context was. */
  note(event: GenerateEvent): void {
    if (event.type === 'prefill') {
      this.#largestBatchTokens = Math.max(this.#largestBatchTokens, event.evaluatedTokens - this.#evaluatedTokens)
      this.#evaluatedTokens = event.evaluatedTokens
    }
    if (event.type === 'end')
      this.#mostContextTokens = Math.max(this.#mostContextTokens, event.figures.contextUsedTokens)
  }

  /** Looks again; null before the model is there. */
  async measure(): Promise<Memory | null> {
    if (this.#loaded === null) return null
    const { llama, facts, mapped } = this.#loaded
    const before = this.#before
    const now = resident()
    const fileGrowthBytes =
      now.fileBytes === null || before.fileBytes === null ? null : Math.max(0, now.fileBytes - before.fileBytes)
    const staleBytes = Math.min(mapped.staleBytes, fileGrowthBytes ?? mapped.staleBytes)
    const vram = await vramState(llama)
    const vramBytes =
      vram === null || this.#vramUsedBefore === null ? null : Math.max(0, vram.used - this.#vramUsedBefore)
    const most = this.#most
    this.#most = {
      residentBytes: Math.max(most?.residentBytes ?? 0, now.totalBytes - before.totalBytes - staleBytes),
      mappedBytes: Math.min(mapped.usedBytes, fileGrowthBytes ?? mapped.usedBytes),
      vramBytes: vramBytes === null ? null : Math.max(most?.vramBytes ?? 0, vramBytes),
      // Where the GPU uses main memory, the two figures overlap and nobody can tell how far.
      isComplete: this.#isFirstLoad && (vram?.unifiedSize ?? 0) === 0 && this.#hasUsedItAll(facts),
    }
    return this.#most
  }

  #hasUsedItAll({ ubatchTokens, contextTokens, flashAttention }: LoadFacts): boolean {
    if (this.#largestBatchTokens < ubatchTokens) return false
    return flashAttention || this.#mostContextTokens >= contextTokens * wholeContextShare
  }
}

/** Resident pages of this process, and how many of them are pages of files: only Linux tells these apart. */
function resident(): { totalBytes: number; fileBytes: number | null } {
  const totalBytes = process.memoryUsage.rss()
  if (process.platform !== 'linux') return { totalBytes, fileBytes: null }
  const kibibytes = /^RssFile:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]
  return { totalBytes, fileBytes: kibibytes === undefined ? null : Number(kibibytes) * 1024 }
}

/** The model's file in memory: what is used there, and what was only read to be copied. */
type MappedWeights = { usedBytes: number; staleBytes: number }

/** By llama.cpp's list of its buffers: one that ends in `_Mapped` reaches from the first tensor that is used there to the last one. */
function mappedWeights({ mmap, weightBytes }: LoadFacts, log: EngineLog): MappedWeights {
  if (!mmap) return { usedBytes: 0, staleBytes: 0 }
  const buffers = log.matches(/load_tensors:\s+(\S+) model buffer size =\s+([\d.]+) MiB/)
  const sum = (isMapped: boolean) =>
    buffers
      .filter(([, name]) => name?.endsWith('_Mapped') === isMapped)
      .reduce((total, [, , mebibytes]) => total + Math.round(Number(mebibytes) * mebibyte), 0)
  const usedBytes = Math.max(0, weightBytes - sum(false))
  return { usedBytes, staleBytes: Math.max(0, sum(true) - usedBytes) }
}

async function vramState(llama: Llama): Promise<{ used: number; unifiedSize: number } | null> {
  return llama.gpu === false ? null : llama.getVramState()
}
