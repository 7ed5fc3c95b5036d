import { cpus } from 'node:os'
import { z } from 'zod'
import { prepareLlamaTool } from '../../support/llama-tools.ts'

/** What one run of llama-bench measured, in tokens a second. */
export type LlamaBenchRates = { prefill: number; decode: number; decodeAfterPrompt: number }

export type LlamaBench = {
  /** llama.cpp's release, the one in the app. */
  release: string
  /** One run: pp512 and tg128, and tg128 after 512 tokens. */
  measure(modelPath: string, threads: number): Promise<LlamaBenchRates>
}

/** llama-bench of the release in the app, linked to the app's own libraries. */
export async function prepareLlamaBench(report: (line: string) => void): Promise<LlamaBench> {
  const { release, run } = await prepareLlamaTool('llama-bench', report)
  const rate = async (modelPath: string, threads: number, args: string[]): Promise<number[]> => {
    const { stdout } = await run(['-m', modelPath, '-t', String(threads), '-r', '1', '-o', 'json', ...args])
    return resultSchema.parse(JSON.parse(stdout)).map((result) => result.avg_ts)
  }
  return {
    release,
    measure: async (modelPath, threads) => {
      const [prefill, decode] = await rate(modelPath, threads, ['-p', '512', '-n', '128'])
      const [decodeAfterPrompt] = await rate(modelPath, threads, ['-p', '0', '-n', '128', '-d', '512'])
      return {
        prefill: prefill ?? Number.NaN,
        decode: decode ?? Number.NaN,
        decodeAfterPrompt: decodeAfterPrompt ?? Number.NaN,
      }
    },
  }
}

const resultSchema = z.array(z.object({ avg_ts: z.number().positive() }))

/** One line about the machine, for whoever reads the numbers later. */
export function describeMachine(): string {
  const [first] = cpus()
  return `${first?.model ?? 'unknown CPU'}, ${cpus().length} logical cores, ${process.platform} ${process.arch}`
}
