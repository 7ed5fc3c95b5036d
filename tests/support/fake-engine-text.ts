import type { AnswerFigures } from '#contract/conversations.ts'

const sections: readonly string[] = [
  '## On measuring\n\nA *rate* is a count over a time, and **both** have to be read from the same clock. See `performance.now()`.\n\n',
  '- the first item, which is short\n- the second, with a [link](https://example.org)\n- the third, in ~~error~~\n\n',
  '```ts\nexport function rate(tokens: number, ms: number): number {\n  return (tokens * 1000) / ms\n}\n```\n\n',
  '| quantization | size | tok/s |\n|---|---:|---:|\n| Q4_K_M | 105 MB | 98 |\n| Q8_0 | 145 MB | 71 |\n\n',
  'Energy is power over time, $E = \\int P\\,dt$, and a sensor that is read rarely misses what lies between.\n\n',
  '> What is not measured is said to be estimated.\n\n1. Prefill\n2. Decode\n\n',
]

/** A Markdown text of exactly so many tokens of up to four characters: headings, lists, code, tables, formulas, over and over. */
export function* fakeMarkdown(tokenCount: number): Generator<string, void, void> {
  let count = 0
  for (let round = 0; count < tokenCount; round++) {
    const section = sections[round % sections.length] ?? ''
    for (let start = 0; start < section.length && count < tokenCount; start += 4) {
      yield section.slice(start, start + 4)
      count += 1
    }
  }
}

/** Figures that fit together, for an answer that reused nothing and took these times. */
export function fakeFigures(measured: {
  promptTokens: number
  prefillMs: number
  decodeTokens: number
  decodeMs: number
}): AnswerFigures {
  const { promptTokens, prefillMs, decodeTokens, decodeMs } = measured
  const intervals = decodeTokens - 1
  const isRated = intervals > 0 && decodeMs > 0
  const tokensPerSecond = isRated ? (intervals * 1000) / decodeMs : null
  const intervalMs = isRated ? decodeMs / intervals : null
  return {
    promptTokens,
    reusedTokens: 0,
    prefillTokens: promptTokens,
    prefillMs,
    ttftMs: decodeTokens > 0 ? prefillMs : null,
    decodeTokens,
    decodeMs,
    tokensPerSecond,
    interTokenMs: intervalMs === null ? null : { p50: intervalMs, p95: intervalMs, p99: intervalMs },
    rateCurve: tokensPerSecond === null ? [] : [tokensPerSecond],
    decodeThreads: decodeTokens > 0 ? { fewest: 2, most: 2 } : null,
    draftTokensAccepted: null,
    loadMs: 0,
    droppedMessages: 0,
    contextUsedTokens: promptTokens + decodeTokens,
  }
}
