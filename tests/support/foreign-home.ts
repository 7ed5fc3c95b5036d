import { relative, sep } from 'node:path'
import type { ForeignProgram, Machine } from '../../main/core/library/folders/detect/foreign-program.ts'

/** The systems whose layouts are tested, each with its own folders for programs' data. */
export const systems = [
  { platform: 'linux', data: '.local/share', config: '.config', cache: '.cache' },
  {
    platform: 'darwin',
    data: 'Library/Application Support',
    config: 'Library/Application Support',
    cache: 'Library/Caches',
  },
  { platform: 'win32', data: 'AppData/Roaming', config: 'AppData/Roaming', cache: 'AppData/Local' },
] as const satisfies { platform: NodeJS.Platform; data: string; config: string; cache: string }[]

/** A machine of one system, with its home in a folder of the test's. */
export function machineOf(platform: NodeJS.Platform, home: string, environment: Machine['environment'] = {}): Machine {
  return { platform, home, environment }
}

/** What a program has on a machine: each of its folders below the home that is there, with the models in it. */
export async function modelsOf(program: ForeignProgram, machine: Machine) {
  const models = []
  for (const folder of new Set(await program.candidates(machine))) {
    if (!folder.startsWith(machine.home)) continue
    const found = await program.find(folder).catch(() => null)
    for (const model of found ?? [])
      models.push({ ...model, path: relative(machine.home, model.path).split(sep).join('/') })
  }
  return models
}
