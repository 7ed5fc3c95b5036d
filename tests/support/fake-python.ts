import { copyFileSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PythonCommand } from '../../main/core/downloads/sources/run-pip.ts'

/** How the stand-in for Python answers: it puts a wheel where it was told, or fails as pip does. */
export type FakePip = { wheel: string } | 'no-pip' | 'no-package' | 'no-network' | 'hangs' | 'no-wheel'

/** A command for a Python that behaves like this. */
export function fakePython(behaviour: FakePip): PythonCommand {
  return [process.execPath, fileURLToPath(import.meta.url), JSON.stringify(behaviour)]
}

const complaints = {
  'no-pip': '/usr/bin/python3: No module named pip',
  'no-package':
    'ERROR: Could not find a version that satisfies the requirement\nERROR: No matching distribution found for it',
  'no-network':
    'WARNING: Retrying after connection broken by NewConnectionError: [Errno -2] Name or service not known\nERROR: No matching distribution found for it',
}

function answer(behaviour: FakePip, parameters: string[]): void {
  if (parameters.slice(0, 3).join(' ') !== '-m pip download') throw new Error(`not understood: ${parameters.join(' ')}`)
  const folder = parameters[parameters.indexOf('-d') + 1]
  if (folder === undefined || !existsSync(folder)) throw new Error('no folder to put the wheel in')
  if (typeof behaviour === 'object') copyFileSync(behaviour.wheel, join(folder, basename(behaviour.wheel)))
  else if (behaviour === 'hangs') setInterval(() => undefined, 1000)
  else if (behaviour !== 'no-wheel') {
    process.stderr.write(`${complaints[behaviour]}\n`)
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , behaviour = '', ...parameters] = process.argv
  answer(JSON.parse(behaviour), parameters)
}
