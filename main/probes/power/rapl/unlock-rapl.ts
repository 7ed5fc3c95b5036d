import { userInfo } from 'node:os'
import { type ReadText, tryText } from '../sysfs.ts'

/** The name of this user's own group, or its number where `/etc/group` has no name that a shell takes as it is. */
export function ownGroup(readText: ReadText, gid: number = userInfo().gid): string {
  for (const line of (tryText(readText, '/etc/group') ?? '').split('\n')) {
    const [name = '', , number] = line.split(':')
    if (number === String(gid) && /^[a-z_][a-z0-9_-]{0,31}$/i.test(name)) return name
  }
  return String(gid)
}

/**
 * One line for a terminal that lets a group read the counters, now and after each start: the kernel gives them to root alone since
 * CVE-2020-8694. udev runs the rule again for what is there already.
 */
export function unlockCommand(group: string): string {
  const rule = [
    'SUBSYSTEM=="powercap"',
    'KERNEL=="intel-rapl*:*"',
    `RUN+="/usr/bin/chgrp ${group} /sys/%p/energy_uj"`,
    'RUN+="/usr/bin/chmod g+r /sys/%p/energy_uj"',
  ].join(', ')
  return [
    `printf '%s\\n' '${rule}' | sudo tee /etc/udev/rules.d/70-wattle-rapl.rules`,
    'sudo udevadm control --reload',
    'sudo udevadm trigger --action=add --subsystem-match=powercap',
    'sudo udevadm settle',
  ].join(' && ')
}
