import { join } from 'node:path'
import type { LlamaTool } from '../../support/llama-tools.ts'

/** What llama-perplexity says of a model. */
export type ToolQuality = {
  perplexity: number
  /** null for the reference itself. */
  against: { meanKl: number; sameTop: number; referencePerplexity: number } | null
  ms: number
}

type ToolOptions = { folder: string; textPath: string; contextTokens: number; chunks: number; threads: number }

/** llama-perplexity with its own defaults over one text: the reference's log-probabilities in a file of 16 bits each, then the others. */
export class PerplexityTool {
  readonly #tool: LlamaTool
  readonly #options: ToolOptions

  constructor(tool: LlamaTool, options: ToolOptions) {
    this.#tool = tool
    this.#options = options
  }

  get basePath(): string {
    return join(this.#options.folder, 'llama-perplexity.kld')
  }

  async reference(model: string): Promise<ToolQuality> {
    const { output, ms } = await this.#run(model, ['--kl-divergence-base', this.basePath])
    return { perplexity: figure(output, /Final estimate: PPL = ([\d.]+)/), against: null, ms }
  }

  async against(model: string): Promise<ToolQuality> {
    const { output, ms } = await this.#run(model, ['--kl-divergence-base', this.basePath, '--kl-divergence'])
    return {
      perplexity: figure(output, /Mean PPL\(Q\)\s*:\s*([\d.]+)/),
      against: {
        meanKl: figure(output, /Mean\s+KLD:\s*([\d.]+)/),
        sameTop: figure(output, /Same top p:\s*([\d.]+)/) / 100,
        referencePerplexity: figure(output, /Mean PPL\(base\)\s*:\s*([\d.]+)/),
      },
      ms,
    }
  }

  async #run(model: string, rest: readonly string[]) {
    const { textPath, contextTokens, chunks, threads } = this.#options
    const sizes = [
      '-c',
      String(contextTokens),
      '--chunks',
      String(chunks),
      '-t',
      String(threads),
      '-tb',
      String(threads),
    ]
    const startedMs = performance.now()
    const { stdout, stderr } = await this.#tool.run(['-m', model, '-f', textPath, ...sizes, ...rest])
    return { output: stdout + stderr, ms: performance.now() - startedMs }
  }
}

function figure(output: string, pattern: RegExp): number {
  const found = Number(pattern.exec(output)?.[1] ?? Number.NaN)
  if (Number.isFinite(found)) return found
  throw new Error(`llama-perplexity says nothing of ${pattern.source}: ${output.slice(-2000)}`)
}
