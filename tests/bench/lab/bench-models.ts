import { join } from 'node:path'
import { prepareLlamaTool } from '../../support/llama-tools.ts'
import { starterModelPath } from '../../support/starter-model.ts'

export type BenchModel = { name: string; path: string }

/** The starter as F16, Q8_0 and Q4_K_M, made by llama-quantize in a folder: of its own Q4_1, so that they are no better than that. */
export async function makeBenchModels(folder: string, report: (line: string) => void): Promise<BenchModel[]> {
  const quantize = await prepareLlamaTool('llama-quantize', report)
  const f16 = join(folder, 'F16.gguf')
  await quantize.run(['--allow-requantize', await starterModelPath(), f16, 'F16'])
  const others = ['Q8_0', 'Q4_K_M'].map((name) => ({ name, path: join(folder, `${name}.gguf`) }))
  for (const { name, path } of others) await quantize.run([f16, path, name])
  return [{ name: 'F16', path: f16 }, ...others]
}
