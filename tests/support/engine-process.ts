import { execFileSync } from 'node:child_process'

/** The ids of the engine processes below a running app, from the system's own list. */
export function engineProcessIds(appPid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const processes = lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : []
  })
  const family = new Set([appPid])
  // A child can be listed before its parent: look until nobody joins.
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  }
  return processes
    .filter(({ pid, command }) => family.has(pid) && /engine\.js|child\/index\.ts/.test(command))
    .map(({ pid }) => pid)
}
