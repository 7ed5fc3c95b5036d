import { fork } from 'node:child_process'
import { dirname } from 'node:path'
import { engineCrash } from '../../core/engine-crash.ts'
import { Fault } from '../../core/fault.ts'
import type { QuantizeOrder, QuantizeOutcome, Quantizer } from '../../core/ports/quantizer.ts'
import { engineEnvironment } from '../protocol.ts'
import { fromQuantizerSchema, type ToQuantizer } from '../quantize-protocol.ts'

type QuantizeOptions = Parameters<Quantizer['quantize']>[1]

const keptErrorCharacters = 2000

/** Quantizes in a forked process that ends with the file. */
export class ForkedQuantizer implements Quantizer {
  readonly #childPath: string

  constructor({ childPath }: { childPath: string }) {
    this.#childPath = childPath
  }

  async quantize(order: QuantizeOrder, { signal, onProgress }: QuantizeOptions): Promise<QuantizeOutcome> {
    signal.throwIfAborted()
    const child = fork(this.#childPath, [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      env: { ...process.env, ...engineEnvironment },
      // On Windows llama.cpp can only name a file that it writes in the letters of the system's language.
      cwd: dirname(order.targetPath),
    })
    let errorText = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errorText = (errorText + text).slice(-keptErrorCharacters)
    })
    const result = Promise.withResolvers<QuantizeOutcome>()
    // Whoever waits for the process does so first.
    result.promise.catch(() => undefined)
    child.on('message', (message) => {
      const parsed = fromQuantizerSchema.safeParse(message)
      if (!parsed.success)
        result.reject(new Fault('INTERNAL', { detail: 'The process that quantizes said what is not understood' }))
      else if (parsed.data.type === 'progress') onProgress(parsed.data.progress)
      else if (parsed.data.type === 'done') result.resolve(parsed.data.outcome)
      else result.reject(new Fault(parsed.data.problem.code, parsed.data.problem))
    })
    const stop = () => {
      result.reject(signal.reason)
      child.kill('SIGKILL')
    }
    signal.addEventListener('abort', stop, { once: true })
    const ended = Promise.withResolvers<void>()
    child.once('error', (error) => {
      result.reject(new Fault('ENGINE_NOT_STARTED', { detail: error.message, cause: error }))
      if (child.pid === undefined) ended.resolve()
    })
    // After the last of its words.
    child.once('close', (exitCode, exitSignal) => {
      const lastLogLines = errorText.trim().split('\n')
      result.reject(engineCrash({ exitCode, signal: exitSignal, lastLogLines }))
      ended.resolve()
    })
    const message: ToQuantizer = order
    child.send(message, () => {})
    try {
      return await result.promise
    } finally {
      signal.removeEventListener('abort', stop)
      child.kill('SIGKILL')
      // It may still hold the file, which Windows does not delete then.
      await ended.promise
    }
  }
}
