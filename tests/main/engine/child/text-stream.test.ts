import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TextStream } from '../../../../main/engine/child/text-stream.ts'

/** A vocabulary of bytes: what llama.cpp falls back to for text that it has no tokens for. */
const detokenizeBytes = (tokens: readonly number[]) => new TextDecoder().decode(Uint8Array.from(tokens))
const bytesOf = (text: string) => [...new TextEncoder().encode(text)]
const detokenizeWords = (tokens: readonly string[]) => tokens.join('')

/** Feeds tokens one by one. Returns the pieces that were shown, to the stop or the end. */
function show<T>(stream: TextStream<T>, tokens: readonly T[]): { pieces: string[]; stopped: boolean } {
  const pieces: string[] = []
  for (const token of tokens) {
    const { text, stopped } = stream.push(token)
    pieces.push(text)
    if (stopped) return { pieces, stopped }
  }
  pieces.push(stream.end())
  return { pieces, stopped: false }
}

describe('characters split across tokens', () => {
  it('are shown whole, whatever the text', () => {
    fc.assert(
      // A replacement character that the model itself wrote cannot be told from half a character.
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\uFFFD')),
        (text) => {
          const { pieces } = show(new TextStream(detokenizeBytes, []), bytesOf(text))
          expect(pieces.join('')).toBe(text)
          // Half a character would show as a replacement character.
          for (const piece of pieces) expect(text).toContain(piece)
        },
      ),
    )
  })

  it('are left out where the answer ends within one', () => {
    const { pieces } = show(new TextStream(detokenizeBytes, []), bytesOf('ja é').slice(0, -1))
    expect(pieces.join('')).toBe('ja ')
  })

  it('do not hold back bytes that will never be a character', () => {
    const stream = new TextStream(detokenizeBytes, [])
    const { pieces } = show(stream, [...bytesOf('a'), 0xff, 0xff, 0xff, 0xff, ...bytesOf('b')])
    expect(pieces.join('')).toMatch(/^a\uFFFD+b$/)
  })
})

describe('stop strings', () => {
  it('end the text before the first of them, however it is cut into tokens', () => {
    const cuts = fc.array(fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', 'c') }), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(cuts, fc.constantFrom('abc', 'cab', 'aab', 'bb'), (tokens, stop) => {
        const whole = tokens.join('')
        const at = whole.indexOf(stop)
        const { pieces, stopped } = show(new TextStream(detokenizeWords, [stop, 'zzz']), tokens)
        expect(pieces.join('')).toBe(at < 0 ? whole : whole.slice(0, at))
        expect(stopped).toBe(at >= 0)
      }),
    )
  })

  it('hold back no more than what may still become one', () => {
    const stream = new TextStream(detokenizeWords, ['END.'])
    expect(stream.push('the EN').text).toBe('the ')
    expect(stream.push('D').text).toBe('')
    expect(stream.push('ING').text).toBe('ENDING')
  })
})

describe('the tokens that say exactly the text', () => {
  it('are all of them for a whole text, without a character that was not finished', () => {
    const stream = new TextStream(detokenizeBytes, [])
    show(stream, bytesOf('ja é').slice(0, -1))
    expect(stream.exact()).toEqual({ text: 'ja ', tokens: bytesOf('ja ') })
  })

  it('are unknown where a stop string cut through one', () => {
    const stream = new TextStream(detokenizeWords, ['top'])
    show(stream, ['s', 'topped'])
    expect(stream.exact()).toBeNull()
  })
})
