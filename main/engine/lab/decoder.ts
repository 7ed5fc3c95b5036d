import koffi from 'koffi'
import { refused } from './create-context.ts'
import type { LabModel } from './lab-model.ts'
import { batch } from './llama/batch.ts'

/** Evaluates tokens where llama-bench does: on the main thread, one call for each batch, after what the context holds. */
export class Decoder {
  readonly #model: LabModel
  readonly #context: unknown
  readonly #decode: (context: unknown, batch: object) => unknown
  readonly #synchronize: (context: unknown) => unknown
  readonly #clear: () => unknown

  constructor(model: LabModel, context: unknown) {
    const { llama } = model.llama
    this.#model = model
    this.#context = context
    this.#decode = llama.func('llama_decode', 'int32_t', ['void *', batch])
    this.#synchronize = llama.func('llama_synchronize', 'void', ['void *'])
    const memory: unknown = llama.func('llama_get_memory', 'void *', ['void *'])(context)
    const clear = llama.func('llama_memory_clear', 'void', ['void *', 'bool'])
    this.#clear = () => clear(memory, false)
  }

  /** Forgets what the context holds, but leaves its memory as it is. */
  clear(): void {
    this.#clear()
  }

  /** A batch that is made once, and reads `count` of the tokens from the place at which it is put. */
  batchOf(tokens: Int32Array): (first: number, count: number) => object {
    const address = koffi.address(tokens)
    const rest = { embd: null, pos: null, n_seq_id: null, seq_id: null, logits: null }
    return (first, count) => ({
      n_tokens: count,
      token: address + BigInt(first * tokens.BYTES_PER_ELEMENT),
      ...rest,
    })
  }

  /** Faults: OUT_OF_MEMORY, LAB_PARAMETERS_REFUSED (params.label, detail). */
  decode(batch: object): void {
    const result = this.#decode(this.#context, batch)
    if (result !== 0) throw refused(this.#model, `llama_decode returned ${result}`)
  }

  /** Waits for what a GPU is still at. */
  synchronize(): void {
    this.#synchronize(this.#context)
  }
}
