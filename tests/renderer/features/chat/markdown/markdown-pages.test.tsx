// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { BlockDocument, viewOfText } from '../../../../../renderer/features/chat/markdown/block-document.ts'
import { MarkdownPages } from '../../../../../renderer/features/chat/markdown/markdown-pages.tsx'
import { startI18n } from '../../../../../renderer/i18n/i18n.ts'
import { findLiveParts } from '../../../../support/inert-page.ts'
import { markdownAttacks } from '../../../../support/markdown-attacks.ts'

beforeAll(() => {
  startI18n()
  // jsdom has no layout, so nothing ever changes its size.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(cleanup)

const draw = (text: string) => render(<MarkdownPages view={viewOfText(text)} />).container

describe('Markdown as elements', () => {
  test('the usual kinds of text', () => {
    const page = draw(
      '# Title\n\nA **bold** word, `code`, ~~gone~~, a [link](https://example.com/a) and me@example.com.\n\n> quoted\n\n---\n\n- [x] done\n- [ ] open\n',
    )
    expect(page.querySelector('h3.heading-1')?.textContent).toBe('Title')
    expect([...page.querySelectorAll('a')].map((link) => link.href)).toEqual([
      'https://example.com/a',
      'mailto:me@example.com',
    ])
    expect(page.querySelectorAll('ul > li > input[type=checkbox]').length).toBe(2)
    expect(page.querySelector('blockquote')?.textContent?.trim()).toBe('quoted')
  })

  test('the items of a list share one list, and the rows of a table one table', () => {
    // Catches: a list that is read out as many lists of one item, since each item is parsed by itself.
    const rows = Array.from({ length: 60 }, (_, row) => `| ${row} | x |`).join('\n')
    const page = draw(`3. three\n4. four\n\n   more\n5. five\n   - a\n   - b\n\n| n | v |\n|---:|---|\n${rows}\n`)
    expect(page.querySelectorAll('.markdown-page > ol').length).toBe(1)
    expect(page.querySelector('ol')?.start).toBe(3)
    expect([...page.querySelectorAll('.markdown-page > ol > li')].length).toBe(3)
    expect(page.querySelectorAll('table').length).toBe(1)
    expect(page.querySelectorAll('thead tr').length).toBe(1)
    expect(page.querySelectorAll('tbody tr').length).toBe(60)
    expect(page.querySelector('td')?.style.textAlign).toBe('right')
  })

  test('a definition may stand in another block, and come later', () => {
    const document = new BlockDocument()
    document.push('See [the paper] and [this][1].\n\nMore.\n\n')
    const { container, rerender } = render(<MarkdownPages view={document.view()} />)
    expect(container.querySelectorAll('a').length).toBe(0)
    document.push('[The Paper]: https://a.example/p\n[1]: https://b.example/\n')
    rerender(<MarkdownPages view={document.view()} />)
    expect([...container.querySelectorAll('a')].map((link) => link.href)).toEqual([
      'https://a.example/p',
      'https://b.example/',
    ])
  })

  test('formulas by all four delimiters, and sums of money left alone', () => {
    const page = draw(
      'Inline $a_1^2$ and \\(b|c\\), from $5 to $10 or `$x$`.\n\n$$\nE = mc^2\n$$\n\n\\[\nx\n\\]\n\n| $|x|$ | b |\n|---|---|\n| 1 | 2 |',
    )
    expect(page.querySelectorAll('.formula .katex').length).toBe(3)
    expect(page.querySelectorAll('.formula-display .katex').length).toBe(2)
    expect(page.textContent).toContain('from $5 to $10 or $x$.')
    expect(page.querySelectorAll('th').length).toBe(2)
  })

  test('a formula that KaTeX cannot read is shown as it was written', () => {
    expect(draw('$\\frac{1$ x').querySelector('.formula')?.textContent).toBe('\\frac{1')
  })

  test('HTML is shown as text, a break in a table cell breaks', () => {
    const page = draw('<div class="x">**not bold**</div>\n\ntext <b>bold</b>\n\n| a |\n|---|\n| 1<br>2 |\n')
    expect(page.textContent).toContain('<div class="x">**not bold**</div>')
    expect(page.textContent).toContain('<b>bold</b>')
    expect(page.querySelectorAll('td br').length).toBe(1)
  })

  test('an image is a link with its alternative text, and nothing is fetched', () => {
    const page = draw('![a cat](https://example.com/cat.png) [![badge](https://x.example/b.svg)](https://example.com/)')
    expect(page.querySelectorAll('img').length).toBe(0)
    expect([...page.querySelectorAll('a')].map((link) => [link.textContent, link.href])).toEqual([
      ['a cat', 'https://example.com/cat.png'],
      ['badge', 'https://example.com/'],
    ])
  })

  test('a block is drawn once, however much follows', () => {
    // Catches: an answer that is drawn anew with each token.
    const document = new BlockDocument()
    document.push('First paragraph.\n\nSecond')
    const { container, rerender } = render(<MarkdownPages view={document.view()} end="writing" />)
    const first = container.querySelector('p')
    const second = container.querySelectorAll('p')[1]
    for (let turn = 0; turn < 40; turn += 1) {
      document.push(` goes on.\n\nParagraph ${turn}`)
      rerender(<MarkdownPages view={document.view()} end="writing" />)
    }
    expect(container.querySelector('p')).toBe(first)
    expect(container.querySelectorAll('p')[1]).toBe(second)
    expect(container.querySelectorAll('p').length).toBe(42)
  })
})

describe('hostile Markdown', () => {
  test.each(Object.entries(markdownAttacks))('%s, whole', (_name, attack) => {
    const page = draw(`Before.\n\n${attack}\n\nAfter.`)
    expect(findLiveParts(page.querySelector('.markdown') ?? page)).toEqual([])
    expect('hacked' in globalThis).toBe(false)
  })

  test.each(Object.entries(markdownAttacks))('%s, one character at a time', async (_name, attack) => {
    // Catches: a renderer for what is being streamed that is laxer than the one for history.
    const document = new BlockDocument()
    const { container, rerender } = render(<MarkdownPages view={document.view()} end="writing" />)
    const characters = [...attack]
    // The long ones repeat one character: its middle teaches nothing new.
    const step = Math.ceil(characters.length / 400)
    for (let at = 0; at < characters.length; at += step) {
      document.push(characters.slice(at, at + step).join(''))
      rerender(<MarkdownPages view={document.view()} end="writing" />)
      expect(findLiveParts(container)).toEqual([])
    }
    document.end()
    await act(async () => rerender(<MarkdownPages view={document.view()} />))
    expect(findLiveParts(container)).toEqual([])
    expect('hacked' in globalThis).toBe(false)
  })
})
