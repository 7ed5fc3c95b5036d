#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { leastNodeMajor, packagedNode, runOn } from './packaged-node.ts'

// Nothing that needs a newer Node is loaded before it is known that this is one.
const root = fileURLToPath(new URL('../..', import.meta.url))
if (Number.parseInt(process.versions.node, 10) >= leastNodeMajor) {
  const { runHere } = await import('./run-here.ts')
  process.exit(await runHere(import.meta.url))
}
const node = packagedNode(root)
if (node === null) {
  console.error(
    `Wattle needs Node ${leastNodeMajor} or newer, and this is ${process.versions.node}. Install it, or run “npm ci” in ${root}: it brings one along.`,
  )
  process.exit(1)
}
process.exit(await runOn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]))
