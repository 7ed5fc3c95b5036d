/**
 * An engine process without llama.cpp, for what a real one seldom does. Its behaviour is in the path of the model, separated by commas:
 * `deaf` ignores aborts, `stubborn` ignores the shutdown, `gpu-crash` dies while loading on anything but the CPU, `load-crash` on all,
 * `chatty` writes to standard error before it dies, `endless` answers for ever, `late` dies right after sending its tokens.
 */
import { writeSync } from 'node:fs'
import type { FromEngine, ToEngine } from '../../../main/engine/protocol.ts'

let habits = new Set<string>()
const send = (message: FromEngine) => process.send?.(message)
const die = () => process.kill(process.pid, 'SIGKILL')
let timer: NodeJS.Timeout | undefined

const figures = {
  promptTokens: 1,
  reusedTokens: 0,
  prefillTokens: 1,
  prefillMs: 1,
  ttftMs: 1,
  decodeTokens: 1,
  decodeMs: 0,
  tokensPerSecond: null,
  interTokenMs: null,
  rateCurve: [],
  decodeThreads: null,
  draftTokensAccepted: null,
  loadMs: 0,
  droppedMessages: 0,
  contextUsedTokens: 2,
}

function load({ id, request }: Extract<ToEngine, { type: 'load' }>): void {
  const { options, modelId, name, quantization } = request
  habits = new Set(request.path.split(','))
  // Synchronously, as llama.cpp writes: what is in the pipe is all that is left of the process.
  if (habits.has('chatty')) writeSync(2, `${'a backtrace\n'.repeat(2000)}ggml_abort: the last words\n`)
  if (habits.has('load-crash') || (habits.has('gpu-crash') && options.backend !== 'cpu')) {
    die()
    return
  }
  const { backend, kvTypeK, kvTypeV } = options
  const counts = { gpuLayers: 0, totalLayers: 1, contextTokens: 256, trainedContextTokens: 256, threads: 1, loadMs: 1 }
  const model = {
    modelId,
    name,
    quantization,
    backend,
    kvTypeK,
    kvTypeV,
    batchTokens: 512,
    ubatchTokens: 512,
    mmap: true,
    mlock: false,
    memory: null,
    flashAttention: true,
    engineBuild: 'scripted',
    ...counts,
  }
  send({ type: 'loaded', id, model })
}

function generate(id: number): void {
  const text = (decodeTokens: number) =>
    send({ type: 'event', id, event: { type: 'text', text: 'x', decodeTokens, decodeMs: decodeTokens, atMs: 0 } })
  if (habits.has('late')) {
    for (let count = 1; count <= 100; count++) text(count)
    die()
  } else if (habits.has('endless')) {
    let count = 0
    timer = setInterval(() => text(++count), 5)
  } else {
    text(1)
    send({ type: 'event', id, event: { type: 'end', finishReason: 'end-of-turn', figures, atMs: 0 } })
  }
}

process.on('message', (message: ToEngine) => {
  if (message.type === 'load') load(message)
  if (message.type === 'generate') generate(message.id)
  if (message.type === 'abort' && !habits.has('deaf')) {
    clearInterval(timer)
    send({ type: 'event', id: message.id, event: { type: 'end', finishReason: 'aborted', figures, atMs: 0 } })
  }
  if (message.type === 'shutdown' && !habits.has('stubborn')) process.exit(0)
})
process.on('disconnect', die)
