import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packagedNode, runOn } from '../../../main/cli/packaged-node.ts'
import { tempFolder } from '../../support/temp-store.ts'

it('finds the Node of the packages, and none where they are not installed', () => {
  const root = tempFolder()
  expect(packagedNode(root)).toBeNull()
  mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true })
  writeFileSync(join(root, 'node_modules/node/bin/node'), '')
  expect(packagedNode(root)).toBe(join(root, 'node_modules/node/bin/node'))
})

// The bug: a script sees a failed command as a good one.
it('ends as the other Node ends', async () => {
  expect(await runOn(process.execPath, ['-e', 'process.exit(2)'])).toBe(2)
  expect(await runOn(process.execPath, ['-e', ''])).toBe(0)
  await expect(runOn(join(tempFolder(), 'none'), [])).rejects.toThrow('ENOENT')
})
