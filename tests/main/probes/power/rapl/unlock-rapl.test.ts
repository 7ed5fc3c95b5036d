import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownGroup, unlockCommand } from '../../../../../main/probes/power/rapl/unlock-rapl.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

// A shell takes the line as the user pastes it: a lost quote or a % that printf takes for its own would write another rule.
test('writes the rule as udev reads it, and has it applied at once', () => {
  const folder = tempFolder()
  const tool = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  tool('sudo', `echo "$@" >> ${folder}/calls\nif [ "$1" = tee ]; then cat > ${folder}/rule; fi`)
  execFileSync('sh', ['-c', unlockCommand('users')], { env: { PATH: `${folder}:${process.env.PATH}` } })
  expect(readFileSync(join(folder, 'rule'), 'utf8')).toBe(
    'SUBSYSTEM=="powercap", KERNEL=="intel-rapl*:*", RUN+="/usr/bin/chgrp users /sys/%p/energy_uj", ' +
      'RUN+="/usr/bin/chmod g+r /sys/%p/energy_uj"\n',
  )
  expect(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')).toEqual([
    'tee /etc/udev/rules.d/70-wattle-rapl.rules',
    'udevadm control --reload',
    'udevadm trigger --action=add --subsystem-match=powercap',
    'udevadm settle',
  ])
})

test('names the own group, and gives its number where the name could be taken for something else', () => {
  const groups = 'root:x:0:\nada:x:1000:\nbad; rm -rf ~:x:1001:\nadm:x:1002:ada,bob'
  expect(ownGroup(() => groups, 1000)).toBe('ada')
  expect(ownGroup(() => groups, 1001)).toBe('1001')
  expect(ownGroup(() => groups, 4711)).toBe('4711')
  const unreadable = () => {
    throw new Error('ENOENT')
  }
  expect(ownGroup(unreadable, 1000)).toBe('1000')
})
