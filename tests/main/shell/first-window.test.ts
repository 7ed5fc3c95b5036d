import { expect, test } from 'vitest'
import { SystemProber } from '../../../main/probes/system-prober.ts'
import { FirstWindow } from '../../../main/shell/first-window.ts'
import { ManualTimer } from '../../support/manual-timer.ts'

function probeBehind(window: FirstWindow, closing = new AbortController()) {
  const asked: string[] = []
  const prober = new SystemProber({
    probeChildPath: '',
    mayStart: window.drawn,
    platform: 'linux',
    probe: async (backend) => {
      asked.push(backend)
      return { status: 'absent', backend, reason: 'none' }
    },
  })
  return { asked, done: prober.probe(closing.signal), closing }
}

const turns = () => new Promise(setImmediate)

test('the machine is looked at when the window is drawn', async () => {
  const window = new FirstWindow(new ManualTimer().set)
  const { asked, done } = probeBehind(window)
  await turns()
  expect(asked).toEqual([])
  window.noteDrawn()
  await done
  expect(asked.toSorted()).toEqual(['cpu', 'cuda', 'vulkan'])
})

// Catches: a command-line client, or a tab in the background, for which no model is ever loaded.
test('where no window is drawn, it is looked at all the same', async () => {
  const timer = new ManualTimer()
  const { asked, done } = probeBehind(new FirstWindow(timer.set))
  timer.advance(999)
  await turns()
  expect(asked).toEqual([])
  timer.advance(1)
  await done
  expect(asked).toHaveLength(3)
})

test('an app that closes before its window is drawn looks at nothing', async () => {
  const window = new FirstWindow(new ManualTimer().set)
  const { asked, done, closing } = probeBehind(window)
  closing.abort(new Error('closing'))
  window.noteDrawn()
  await expect(done).rejects.toThrow('closing')
  expect(asked).toEqual([])
})
