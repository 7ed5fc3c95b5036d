import { type SpeedTest, speedTestSchema } from '#contract/lab/plan.ts'

const mostTests = 64
const form = /^(?:pp(\d{1,7}))?(?:\+?tg(\d{1,5}))?(?:@d(\d{1,7}))?$/

/** Tests as llama-bench writes them: `pp512, tg128, tg128 @ d4096, pp512+tg128`, each once. null where one of them is none. */
export function parseTests(text: string): SpeedTest[] | null {
  const words = text
    .toLowerCase()
    .replaceAll(/\s*([@+])\s*/g, '$1')
    .split(/[\s,;]+/)
    .filter(Boolean)
  const tests = new Map<string, SpeedTest>()
  for (const word of words) {
    const [, prompt = '0', generated = '0', depth = '0'] = form.exec(word) ?? []
    const test = speedTestSchema.safeParse({
      promptTokens: Number(prompt),
      generatedTokens: Number(generated),
      depthTokens: Number(depth),
    })
    if (!test.success) return null
    tests.set(JSON.stringify(test.data), test.data)
  }
  return tests.size > mostTests ? null : [...tests.values()]
}
