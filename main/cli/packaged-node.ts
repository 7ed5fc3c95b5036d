import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What the database's driver needs. */
export const leastNodeMajor = 22

/** The Node that is installed with Wattle's packages; null where it is not there. */
export function packagedNode(root: string): string | null {
  const names = ['node', 'node.exe'].map((name) => join(root, 'node_modules/node/bin', name))
  return names.find((path) => existsSync(path)) ?? null
}

/** Runs a program on another Node to its end, in this one's place. Resolves with its exit code. */
export function runOn(node: string, args: string[]): Promise<number> {
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  // The terminal sends Ctrl+C to both; what only this process is sent is handed on, and twice counts as once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
