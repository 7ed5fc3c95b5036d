/** Answers that show what an answer may hold. Written by hand: no model said this, and no figure in it was measured by Wattle. */
export const showcaseAnswer = `Keys and values are kept for every layer and position, but only for the key–value heads that the query heads share. With $L = 32$ layers, head size $d = 128$ and $b$ bytes per value:

$$M_{KV} = 2\\,L\\,h_{kv}\\,d\\,n\\,b$$

| Cache type | Bytes per value | 8,192 | 16,384 |
|---|---:|---:|---:|
| f16 | 2.0000 | 1.00 GiB | 2.00 GiB |
| q8_0 | 1.0625 | 0.53 GiB | 1.06 GiB |
| q4_0 | 0.5625 | 0.28 GiB | 0.56 GiB |

So \`q8_0\` returns about half of it. Check it yourself:

\`\`\`python
def kv_gib(layers, kv_heads, dim, ctx, bytes_per=2.0):
    return 2 * layers * kv_heads * dim * ctx * bytes_per / 2**30

kv_gib(32, 8, 128, 16_384)          # 2.0, f16
\`\`\`

1. The speed stays within about a token a second at short context.
2. The **memory traffic** falls, since the cache is read once for each token.
3. The loss is small, and *measurable*.
`

export const showcaseQuestion =
  'How much memory does the KV cache of an 8B model need at 16k, and what would I save by quantizing it to q8_0?'

/** The text in pieces of a few characters, as tokens come. */
export function* inTokens(text: string): Generator<string, void, void> {
  for (const piece of text.match(/[\s\S]{1,4}/g) ?? []) yield piece
}
