import { defaultLoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import { defaultSampling } from '#contract/sampling.ts'
import type { EngineLink } from '../../ports/engine-link.ts'
import type { StoredModel } from '../../ports/model-repository.ts'

/** Long enough to judge by, and short enough to wait for. */
const mostTokens = 400
const contextTokens = 4096

export type BlindQuestion = { model: StoredModel; prompt: string; seed: number; backend: BackendId }

/** One model's answer to a prompt, in a process of its own that ends with it. Faults: those of an engine link; the signal's reason. */
export async function answerBlindly(
  createEngineLink: () => EngineLink,
  { model, prompt, seed, backend }: BlindQuestion,
  signal: AbortSignal,
): Promise<string> {
  const { id: modelId, name, quantization, path, trainedContextTokens } = model
  const link = createEngineLink()
  try {
    const options = {
      ...defaultLoadOptions,
      backend,
      contextTokens: Math.min(contextTokens, trainedContextTokens ?? contextTokens),
    }
    await link.load({ modelId, name, quantization, path, options }, { signal, onProgress: () => undefined })
    const request = {
      systemPrompt: '',
      history: [{ role: 'user' as const, text: prompt }],
      sampling: { ...defaultSampling, seed, maxTokens: mostTokens },
      contextOverflow: 'refuse' as const,
    }
    let text = ''
    for await (const event of link.generate(request, signal)) if (event.type === 'text') text += event.text
    signal.throwIfAborted()
    return text.trim()
  } finally {
    await link.close()
  }
}
