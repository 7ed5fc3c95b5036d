import { fork } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { newPartPath } from '../../../main/core/lab/quantize/part-files.ts'
import type { QuantizeOrder } from '../../../main/core/ports/quantizer.ts'
import { quantizeChildPath } from '../real-quantizer.ts'

/** Stands in for an app that is killed while it quantizes: begins, tells the child's id and the part's name, and waits for its end. */
const [sourcePath = '', folder = ''] = process.argv.slice(2)
const order: QuantizeOrder = {
  sourcePath,
  targetPath: newPartPath(folder),
  type: 'IQ4_NL',
  allowRequantize: true,
  importanceMatrix: null,
  threads: 1,
  keys: [],
}
const child = fork(quantizeChildPath, [], { stdio: 'ignore', execArgv: [], cwd: dirname(join(folder, 'x')) })
child.send(order)
child.on('message', () => process.send?.({ pid: child.pid, part: basename(order.targetPath) }))
