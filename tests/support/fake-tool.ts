import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ToolCommand } from '../../main/probes/power/tool-command.ts'

/** What the stand-in for a measuring tool does when it is started with certain parameters. */
export type ToolAct = {
  /** Stands in its parameters; a script for PowerShell is decoded first. */
  when: string
  /** Printed one after another, each by itself. */
  print?: readonly string[]
  /** Printed: what stands in this file at the time. */
  printFile?: string
  complain?: string
  /** All of it so many times; once by itself. */
  times?: number
  exitCode?: number
  /** Stays until it is ended, as a tool that measures on and on; `stubborn`: and does not end when it is asked to. */
  stays?: boolean | 'stubborn'
}

/** A command for a tool that behaves like this: a process of its own. The first act whose words are there is played. */
export function fakeTool(...acts: ToolAct[]): ToolCommand {
  return [process.execPath, fileURLToPath(import.meta.url), JSON.stringify(acts)]
}

async function play(act: ToolAct): Promise<void> {
  if (act.stays === 'stubborn') process.on('SIGTERM', () => undefined)
  const text = act.printFile === undefined ? [] : [readFileSync(act.printFile, 'utf8')]
  for (let time = 0; time < (act.times ?? 1); time += 1) {
    if (act.complain) process.stderr.write(act.complain)
    for (const piece of [...(act.print ?? []), ...text]) {
      await new Promise((done) => process.stdout.write(piece, done))
      await new Promise(setImmediate)
    }
  }
  if (act.stays) setInterval(() => undefined, 1000)
  process.exitCode = act.exitCode ?? 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , acts = '[]', ...parameters] = process.argv
  const encoded = parameters[parameters.indexOf('-EncodedCommand') + 1] ?? ''
  const words = `${parameters.join(' ')} ${Buffer.from(encoded, 'base64').toString('utf16le')}`
  const parsed: ToolAct[] = JSON.parse(acts)
  const act = parsed.find(({ when }) => words.includes(when))
  if (act === undefined) {
    process.stderr.write(`not understood: ${parameters.join(' ')}\n`)
    process.exitCode = 64
  } else await play(act)
}
