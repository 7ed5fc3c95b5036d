import { basename } from 'node:path'
import { Fault } from '../../core/fault.ts'
import type { FromQuantizer, ToQuantizer } from '../quantize-protocol.ts'
import { openLlama } from './llama/open-llama.ts'
import { quantize } from './quantize.ts'
import { QuantizeLog } from './quantize-log.ts'

const send = (message: FromQuantizer): void => void process.send?.(message, undefined, undefined, () => {})

/** Makes one file, whose order is its first message, and says how it ended. It waits to be ended by its parent. */
process.once('message', async (order: ToQuantizer) => {
  try {
    const log = new QuantizeLog((progress) => send({ type: 'progress', progress }))
    const llama = openLlama('cpu', (_level, text) => log.take(text))
    // The working folder is the one that the file goes to.
    const outcome = await quantize(llama, log, { ...order, targetPath: basename(order.targetPath) })
    send({ type: 'done', outcome })
  } catch (error) {
    send({ type: 'failed', problem: Fault.from(error).toProblem() })
  }
})
// The parent is gone, or has no more use for it: llama.cpp may be at work, so nothing gentler ends this at once.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('SIGINT', () => {})
