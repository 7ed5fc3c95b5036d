import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../../renderer/features/chat/markdown/block.ts'
import { BlockSplitter, splitText } from '../../../../../renderer/features/chat/markdown/block-splitter.ts'

const shape = (text: string) =>
  splitText(text).finished.map((block) => [block.kind + (block.continues ? '+' : ''), block.source.trimEnd()])

const pieces = [
  'A sentence of prose with **bold** and `code`.',
  'short',
  '# Heading',
  '- item',
  '* star',
  '  - nested item',
  '    indented',
  '1. one',
  '2. two',
  '7) seven',
  '| a | b |',
  '| --- | --- |',
  '| 1 | 2 |',
  '```ts',
  '```',
  '````',
  '~~~',
  'const x = 1',
  '$$',
  '$$ x = 1 $$',
  '\\[',
  'x^2',
  '\\]',
  '> quoted',
  '> ',
  '---',
  '===',
  '<div>',
  '<script>',
  '</script>',
  '<!-- note',
  '-->',
  '[label]: https://example.com "t"',
  'see [label]',
  '',
  '',
  '\t',
  'x'.repeat(7000),
  'A long sentence. '.repeat(300),
  'é🙂'.repeat(2100),
]

const documents = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('\n', '\n', '\n\n', '\r\n', '', ' ')), { maxLength: 30 })
  .map((lines) => lines.map(([text, end]) => text + end).join(''))

const present = (splitter: BlockSplitter): Block[] => [...splitter.finished, ...splitter.tail()]

describe('splitting a growing text into blocks', () => {
  test('the way the text arrived makes no difference', () => {
    // Catches: a block frozen on the strength of half a line, which a later character proves wrong.
    fc.assert(
      fc.property(documents, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (text, sizes) => {
        const whole = new BlockSplitter()
        whole.push(text)
        const chunked = new BlockSplitter()
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1
          chunked.push(text.slice(at, at + size))
          chunked.tail()
          at += size
        }
        expect(present(chunked)).toEqual(present(whole))
        chunked.end()
        expect(chunked.finished).toEqual(splitText(text).finished)
        expect([...chunked.definitions]).toEqual([...splitText(text).definitions])
      }),
      { numRuns: 300 },
    )
  })

  test('nothing is lost, and nothing is said twice', () => {
    // Catches: a line that falls between two blocks, or belongs to both.
    fc.assert(
      fc.property(documents, (text) => {
        let at = 0
        for (const block of splitText(text).finished) {
          expect(text.slice(at, block.start).trim()).toBe('')
          expect(text.startsWith(block.source, block.start)).toBe(true)
          at = block.start + block.source.length
        }
        expect(text.slice(at).trim()).toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('a finished block is the same object for ever', () => {
    // Catches: a splitter that makes its blocks anew on each chunk, so that everything is drawn again.
    const splitter = new BlockSplitter()
    splitter.push('One.\n\nTwo.\n\n')
    const before = [...splitter.finished]
    splitter.push('Three.\n\n- a\n- b\n')
    expect(before.length).toBe(2)
    expect(splitter.finished.slice(0, 2).every((block, index) => block === before[index])).toBe(true)
  })

  test('headings, rules and fences need no blank line around them', () => {
    expect(shape('text\n# Title\nmore\n---\nafter\n```js\na\n\nb\n```\nend')).toEqual([
      ['prose', 'text'],
      ['heading', '# Title'],
      ['heading', 'more\n---'],
      ['prose', 'after'],
      ['code', '```js\na\n\nb\n```'],
      ['prose', 'end'],
    ])
  })

  test('a fence is closed by its own marker only', () => {
    expect(shape('````md\n```js\nx\n```\n````\nafter').map(([kind]) => kind)).toEqual(['code', 'prose'])
    expect(shape('```\n~~~\n```  \nafter').map(([kind]) => kind)).toEqual(['code', 'prose'])
    expect(shape('``` not ``` a fence').map(([kind]) => kind)).toEqual(['prose'])
  })

  test('a list is continued item by item, with what is indented below', () => {
    expect(
      shape('Steps:\n1. one\n\n   ```sh\n   ls\n\n   ```\n2. two\n   - deep\n\n\n3. three\nlazy\n\nafter'),
    ).toEqual([
      ['prose', 'Steps:'],
      ['list', '1. one\n\n   ```sh\n   ls\n\n   ```'],
      ['list+', '2. two\n   - deep'],
      ['list+', '3. three\nlazy'],
      ['prose', 'after'],
    ])
    expect(shape('- a\n* b\n').map(([kind]) => kind)).toEqual(['list', 'list'])
    expect(shape('The year was\n1986. A good one.').map(([kind]) => kind)).toEqual(['prose'])
  })

  test('a table grows by rows, each part with the head it belongs to', () => {
    const rows = Array.from({ length: 60 }, (_, row) => `| ${row} | x |`)
    const blocks = splitText(['| n | v |', '|---|---|', ...rows, '', 'after'].join('\n')).finished
    expect(blocks.map((block) => block.kind)).toEqual(['table', 'table', 'table', 'prose'])
    expect(blocks[1]).toMatchObject({ continues: true, tableHead: '| n | v |\n|---|---|\n' })
    expect(shape('a | b\n--- | --- | ---\n').map(([kind]) => kind)).toEqual(['prose'])
  })

  test('a formula ends at its delimiter, and a stray one at the next blank line', () => {
    expect(shape('$$\nx\n$$\nafter').map(([kind]) => kind)).toEqual(['math', 'prose'])
    expect(shape('\\[\nx\n\\]\nafter').map(([kind]) => kind)).toEqual(['math', 'prose'])
    expect(shape('$$ is the shell\n\nafter').map(([kind]) => kind)).toEqual(['math', 'prose'])
  })

  test('HTML with an end of its own runs over blank lines', () => {
    expect(shape('<script>\na\n\nb\n</script>\nafter').map(([kind]) => kind)).toEqual(['html', 'prose'])
    expect(shape('<!-- x -->\nafter').map(([kind]) => kind)).toEqual(['html', 'prose'])
  })

  test('definitions are collected wherever they stand', () => {
    const text = 'See [One] and [two].\n\n[one]: https://a.example\n[Two  Words]: https://b.example\n'
    expect([...splitText(text).definitions.keys()]).toEqual(['one', 'two words'])
    expect([...splitText('```\n[code]: https://a.example\n```').definitions]).toEqual([])
  })

  test('no block grows without bound', () => {
    // Catches: a small model in a loop, whose one endless paragraph is parsed anew on each frame.
    const endless = [
      'word '.repeat(20_000),
      'x'.repeat(50_000),
      '- a\n'.repeat(5_000),
      '> q\n'.repeat(9_000),
      'l\n'.repeat(9_000),
    ]
    for (const text of endless) {
      const longest = Math.max(...splitText(text).finished.map((block) => block.source.length))
      expect(longest).toBeLessThan(6100)
    }
  })
})
