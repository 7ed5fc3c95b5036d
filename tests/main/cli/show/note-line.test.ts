import { expect, it } from 'vitest'
import { NoteLine } from '../../../../main/cli/show/note-line.ts'

function lineOn(columns: number | null) {
  let nowMs = 0
  const written: string[] = []
  const line = new NoteLine({ writeNote: (text) => written.push(text), noteColumns: () => columns }, () => nowMs)
  return { line, written, later: (ms: number) => (nowMs += ms) }
}

it('draws one line anew for a person, no wider than the terminal, and takes it away', () => {
  const { line, written } = lineOn(11)
  line.show('1 of 2')
  line.show('1 of 2')
  line.show('a line that is too long')
  line.say('done')
  expect(written).toEqual(['\r1 of 2\u001B[K', '\ra line tha\u001B[K', '\r\u001B[K', 'done\n'])
})

// The bug: a log file of four lines a second.
it('writes a line now and then where nobody watches', () => {
  const { line, written, later } = lineOn(null)
  line.show('1 %')
  line.show('2 %')
  later(9000)
  line.show('3 %')
  later(1000)
  line.show('4 %')
  line.clear()
  expect(written).toEqual(['1 %\n', '4 %\n'])
})
