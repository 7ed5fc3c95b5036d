import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'vitest'
import { tempFolder } from './temp-store.ts'

/**
 * A shared library made of `native/NAME.c`: it has the functions of a maker's library, so that they are called for real. The test is
 * skipped, and says so, where there is no C compiler.
 */
export function compileLibrary(name: string, { skip }: Pick<TestContext, 'skip'>): string {
  const source = fileURLToPath(new URL(`native/${name}.c`, import.meta.url))
  const path = join(tempFolder(), `lib${name}.so`)
  const { error, status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', path, source], {
    encoding: 'utf8',
  })
  if (error) skip(`no C compiler here: the calls of ${name} were not made`)
  if (status !== 0) throw new Error(stderr)
  return path
}
