import { resolve } from 'node:path'
import { ForkedQuantizer } from '../../main/engine/host/forked-quantizer.ts'

export const quantizeChildPath = resolve(import.meta.dirname, '../../main/engine/lab/quantize-child.ts')

export const realQuantizer = () => new ForkedQuantizer({ childPath: quantizeChildPath })
