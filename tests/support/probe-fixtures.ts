import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { probeReportSchema } from '../../main/engine/probe-protocol.ts'

const fixtureSchema = z.strictObject({
  origin: z.enum(['recorded', 'modelled']),
  platform: z.enum(['linux', 'darwin', 'win32']),
  reports: z.array(probeReportSchema),
})
export type ProbeFixture = z.infer<typeof fixtureSchema>

export const probeFixtureNames = [
  'linux-cpu-only',
  'linux-software-vulkan',
  'linux-cuda',
  'linux-cuda-two-gpus',
  'windows-vulkan',
  'linux-vulkan-integrated',
  'mac-metal',
  'linux-cuda-broken',
  'linux-cuda-crash',
] as const
export type ProbeFixtureName = (typeof probeFixtureNames)[number]

/** What the probe processes of one machine reported. See `probe-fixtures/README.md` for where each comes from. */
export function probeFixture(name: ProbeFixtureName): ProbeFixture {
  const url = new URL(`./probe-fixtures/${name}.json`, import.meta.url)
  return fixtureSchema.parse(JSON.parse(readFileSync(url, 'utf8')))
}
