import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ReferenceFolder } from '../../../../../main/core/lab/quality/reference-folder.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

describe('the folder of references', () => {
  it('is made when it is needed, and loses the files of runs that are over, and nothing else', async () => {
    const path = join(tempFolder(), 'lab', 'references')
    const folder = new ReferenceFolder(path)
    await folder.keepOnly([])
    await folder.remove('never-there')
    for (const runId of ['one', 'two', 'three']) writeFileSync(await folder.pathFor(runId), 'rows')
    writeFileSync(join(path, 'notes.txt'), 'the user keeps something here')
    await folder.keepOnly(['two'])
    expect(readdirSync(path).sort()).toEqual(['notes.txt', 'two.reference'])
    await folder.remove('two')
    expect(readdirSync(path)).toEqual(['notes.txt'])
  })
})
