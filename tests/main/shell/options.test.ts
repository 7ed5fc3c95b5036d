import { expect, it } from 'vitest'
import { parseOptions } from '../../../main/shell/options.ts'

it('opens a window of the desktop app where nothing is asked for', () => {
  expect(parseOptions([])).toEqual({ web: false, port: null, open: true })
})

// With Electron installed, the desktop window opened all the same and the port was ignored.
it.each([
  [['--web'], { web: true, port: null, open: true }],
  [['--port', '4000'], { web: true, port: 4000, open: true }],
  [['--port', '0'], { web: true, port: 0, open: true }],
  [['--no-open'], { web: true, port: null, open: false }],
])('takes %j as a wish for the web shell', (argv, options) => {
  expect(parseOptions(argv)).toEqual(options)
})
