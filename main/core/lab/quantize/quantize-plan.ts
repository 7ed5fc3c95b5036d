import { stat } from 'node:fs/promises'
import type { QuantizationType, QuantizeRequest } from '#contract/lab/quantize.ts'
import { targetPath } from '../../files/place-file.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { estimatedSize } from './estimated-size.ts'
import { lostOnTheWay, quantizedFileName } from './file-name.ts'
import type { QuantizeSource } from './source.ts'

/** A file that is to be made. */
export type PlannedFile = {
  type: QuantizationType
  fileName: string
  path: string
  sizeBytes: number
  /** What it is made of, the nearest first. */
  quantizedFrom: readonly string[]
  /** The F16 that the others are made of, which was not asked for. */
  isStep: boolean
  /** Something lies there. */
  exists: boolean
}

export type QuantizePlan = {
  files: PlannedFile[]
  /** The F16 that a quantized source becomes first; null where the files are made of the source itself. */
  stepPath: string | null
}

type Wish = Pick<QuantizeRequest, 'types' | 'viaF16'>

/** What files a wish comes to, in the order in which they are made: each type once. */
export async function planFiles(
  model: StoredModel,
  source: QuantizeSource,
  { types, viaF16 }: Wish,
  folder: string,
): Promise<QuantizePlan> {
  const hasStep = viaF16 && source.isQuantized
  const ofSource = [source.quantization, ...source.madeFrom]
  const wanted = new Set<QuantizationType>(types)
  const planned = [...(hasStep ? new Set<QuantizationType>(['F16', ...types]) : wanted)]
  const lost = lostOnTheWay(ofSource).toReversed()
  const files = await Promise.all(
    planned.map(async (type): Promise<PlannedFile> => {
      const fileName = quantizedFileName(model, source.header, { type, lost })
      const path = targetPath(folder, fileName)
      return {
        type,
        fileName,
        path,
        sizeBytes: estimatedSize(source, type),
        quantizedFrom: hasStep && type !== 'F16' ? ['F16', ...ofSource] : ofSource,
        isStep: !wanted.has(type),
        exists: (await stat(path).catch(() => null)) !== null,
      }
    }),
  )
  return { files, stepPath: hasStep ? (files[0]?.path ?? null) : null }
}
