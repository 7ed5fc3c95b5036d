import { expect, test } from 'vitest'
import { NetworkLog } from '../../../../main/core/network/network-log.ts'
import { powerCollectors } from '../../../../main/probes/power/collectors.ts'
import { defaultSettings } from '../../../../preload/contract/settings.ts'

const requests = new NetworkLog(Date.now)
const namesOf = (platform: NodeJS.Platform) => powerCollectors(platform, { requests }).map(({ collector }) => collector)

test('has for each system what can be there', () => {
  expect(namesOf('linux')).toEqual([
    'shelly',
    'tasmota',
    'rapl',
    'hwmon',
    'nvml',
    'nvidia-smi',
    'amd-smi',
    'battery',
    'estimate',
  ])
  expect(namesOf('win32')).toEqual(['shelly', 'tasmota', 'emi', 'nvml', 'nvidia-smi', 'battery', 'estimate'])
  expect(namesOf('darwin')).toEqual(['shelly', 'tasmota', 'macmon', 'battery', 'estimate'])
  expect(namesOf('freebsd')).toEqual(['shelly', 'tasmota', 'estimate'])
})

// Whatever this machine has or lacks, and for systems that it is not: no look may fail, and none may take long.
test.each(['linux', 'win32', 'darwin'] as const)('looks at this machine as if it were %s', async (platform) => {
  const signal = new AbortController().signal
  const looks = powerCollectors(platform, { requests }).map((collector) => collector.detect(defaultSettings, signal))
  const guide = (await Promise.all(looks)).flatMap((detection) => detection.guide)
  expect(guide.map(({ id }) => id)).toContain('plug')
})
