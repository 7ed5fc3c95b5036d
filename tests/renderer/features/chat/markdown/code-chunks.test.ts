import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkCode } from '../../../../../renderer/features/chat/markdown/code-chunks.ts'
import { fenceParts } from '../../../../../renderer/features/chat/markdown/fence-parts.ts'

const code = fc
  .array(fc.constantFrom('const x = 1\n', '\n', '  indented\n', 'y'.repeat(700), '}\n\n', ' \n'), { maxLength: 60 })
  .map((lines) => lines.join(''))

describe('code in chunks', () => {
  test('growing code keeps its complete chunks, and ends as the whole does', () => {
    // Catches: code of 80 kB that is highlighted from its start again with each token.
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 90 }), (text, step) => {
        let chunks = chunkCode('')
        for (let at = 0; at < text.length; at += step) {
          const before = chunks.filter((chunk) => chunk.isComplete)
          chunks = chunkCode(text.slice(0, at + step), chunks)
          expect(chunks.slice(0, before.length).every((chunk, index) => chunk === before[index])).toBe(true)
        }
        expect(chunks).toEqual(chunkCode(text))
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(text)
      }),
    )
  })

  test('no chunk is long, even where there is no line end', () => {
    expect(Math.max(...chunkCode('z'.repeat(50_000)).map((chunk) => chunk.text.length))).toBeLessThanOrEqual(4800)
  })

  test('other code begins anew', () => {
    const [first] = chunkCode('b', chunkCode('a'))
    expect(first?.text).toBe('b')
  })
})

describe('a fence', () => {
  test('gives its language and its code, closed or open', () => {
    expect(fenceParts('```TypeScript title="x"\nlet a\n```')).toEqual({ language: 'typescript', code: 'let a' })
    expect(fenceParts('~~~~\na\n~~~\nb')).toEqual({ language: '', code: 'a\n~~~\nb' })
    expect(fenceParts('  ```py\n  a\n    b\n  ```')).toEqual({ language: 'py', code: 'a\n  b' })
    expect(fenceParts('```')).toEqual({ language: '', code: '' })
    expect(fenceParts('```c++\n')).toEqual({ language: 'c++', code: '' })
  })
})
