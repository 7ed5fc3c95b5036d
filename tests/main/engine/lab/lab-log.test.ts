import { describe, expect, it } from 'vitest'
import { LabLog } from '../../../../main/engine/lab/lab-log.ts'

const [info, warning, error, goesOn] = [2, 3, 4, 5]

describe('the lab’s log', () => {
  // The bug: a reason is looked for in half a line, or a refusal is explained by a complaint about the model before.
  it('puts lines together from their pieces, and keeps what was complained of since it was cleared', () => {
    const lines: string[] = []
    const log = new LabLog(({ level, text }) => lines.push(`${level} ${text}`))
    log.take(warning, 'of the model before\n')
    log.clear()
    log.take(info, 'loading ')
    log.take(goesOn, '12 ')
    log.take(goesOn, 'tensors\n')
    log.take(goesOn, '.')
    log.take(goesOn, '.')
    log.take(error, 'no memory')
    log.take(goesOn, ' for the cache')
    expect(log.complaints()).toEqual(['no memory for the cache'])
    expect(lines).toEqual(['warn of the model before', 'info loading 12 tensors', 'error no memory for the cache'])
  })
})
