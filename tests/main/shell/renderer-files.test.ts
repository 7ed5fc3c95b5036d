import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listRendererFiles } from '../../../main/shell/renderer-files.ts'
import { tempFolder } from '../../support/temp-store.ts'

function someFiles() {
  const folder = tempFolder()
  const renderer = join(folder, 'renderer')
  mkdirSync(join(renderer, 'assets'), { recursive: true })
  writeFileSync(join(renderer, 'index.html'), 'page')
  writeFileSync(join(renderer, 'assets/font-1a2b.woff2'), 'font')
  writeFileSync(join(folder, 'secret'), 'secret')
  symlinkSync(join(folder, 'secret'), join(renderer, 'link'))
  return listRendererFiles(renderer)
}

describe('the files of the renderer', () => {
  it('are found by their path, the page also at /', async () => {
    const read = someFiles()
    expect(await read('/')).toEqual(await read('/index.html'))
    expect(await read('/assets/font-1a2b.woff2')).toMatchObject({ contentType: 'font/woff2' })
  })

  it.each(['/secret', '/../secret', '/assets/../../secret', '/link', '', 'index.html', '/constructor', '/__proto__'])(
    'do not include "%s"',
    async (path) => expect(await someFiles()(path)).toBeNull(),
  )

  it('are none where nothing was built', async () => {
    expect(await listRendererFiles(join(tempFolder(), 'missing'))('/')).toBeNull()
  })
})
