import type { LabEngine } from '../../main/core/ports/lab-engine.ts'
import type { Quantizer } from '../../main/core/ports/quantizer.ts'

const unused = () => Promise.reject(new Error('No test with this engine runs the lab.'))

/** For tests of other parts. */
export const unusedLabEngine: LabEngine = {
  load: unused,
  warmUp: unused,
  speed: unused,
  memory: unused,
  countChunks: unused,
  quality: unused,
  close: () => Promise.resolve(),
  pid: null,
}

export const unusedQuantizer: Quantizer = { quantize: unused }
