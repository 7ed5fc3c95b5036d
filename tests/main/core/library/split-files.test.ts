import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { splitPartOf, splitPartPaths } from '../../../../main/core/library/split-files.ts'

describe('the files of a split model', () => {
  const inFolder = (name: string) => join('models', name)

  it('are found from any of them, with the ending as it is', () => {
    const all = ['a-00001-of-00003.GGUF', 'a-00002-of-00003.GGUF', 'a-00003-of-00003.GGUF'].map(inFolder)
    for (const path of all) expect(splitPartPaths(path)).toEqual(all)
    expect(splitPartOf(inFolder('a-00002-of-00003.gguf'))).toEqual({ stem: 'a', index: 2, count: 3 })
  })

  // A name such as the last one made a reader look for 99,999 files.
  it.each([
    'model.gguf',
    'a-00000-of-00003.gguf',
    'a-00004-of-00003.gguf',
    'a-1-of-3.gguf',
    'a-00001-of-00003.gguf.part',
    'a-00001-of-99999.gguf',
  ])('are itself for %s', (name) => {
    expect(splitPartPaths(inFolder(name))).toEqual([inFolder(name)])
    expect(splitPartOf(inFolder(name))).toBeNull()
  })
})
