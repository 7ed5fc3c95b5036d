import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../../main/core/fault.ts'
import { makeFile } from '../../../main/core/lab/quantize/make-file.ts'
import { realQuantizer } from '../real-quantizer.ts'

/** Quantizes onto a disk that is smaller than it is said to be. Prints how that ended and what lies there afterwards. */
const [sourcePath = '', folder = ''] = process.argv.slice(2)
const made = await makeFile(
  {
    sourcePath,
    path: join(folder, 'model.gguf'),
    type: 'Q8_0',
    allowRequantize: true,
    importanceMatrix: null,
    threads: null,
    keys: [],
    estimatedBytes: 1,
  },
  {
    quantizer: realQuantizer(),
    freeBytes: async () => 1e12,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  },
).catch(Fault.from)
process.stdout.write(JSON.stringify({ code: made instanceof Fault ? made.code : null, files: readdirSync(folder) }))
