import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { labArchiveSchema } from '#contract/lab/file.ts'
import { makeStarterHome } from '../support/starter-home.ts'
import { tempFolder } from '../support/temp-store.ts'

const root = resolve(import.meta.dirname, '../..')

/** A data folder with the starter in it, and commands that are given in another folder. */
async function wattleIn() {
  const home = await makeStarterHome()
  const folder = tempFolder()
  const children: ChildProcess[] = []
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL')
    await home.remove()
  })
  const start = (argv: string[]) => {
    const child = spawn(process.execPath, [join(root, 'main/cli/index.ts'), ...argv], {
      cwd: folder,
      env: { ...process.env, WATTLE_HOME: home.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    return child
  }
  const ended = async (child: ReturnType<typeof start>) => {
    const [out, notes, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { out, notes, code }
  }
  return { folder, start, ended, wattle: (...argv: string[]) => ended(start(argv)) }
}

// The bug: a machine without a display cannot do what a click does.
it('the starter becomes a ladder, is measured and compared, and given away as a report and a card, by wattle alone', async () => {
  const { wattle, folder } = await wattleIn()
  const made = await wattle('quantize', 'SmolLM2-135M-Instruct.Q4_1', 'Q8_0', 'Q2_K', '--via-f16', '--allow-requantize')
  expect(made).toMatchObject({ code: 0 })
  expect(made.out).toMatch(/Q4_1-F16\.gguf +done +270\.9 /)
  expect(made.out).toMatch(/Q4_1-Q8_0\.gguf +done +144\.8 /)
  expect(made.out).toMatch(/Q4_1-Q2_K\.gguf +done +88\.2 .* 180 of 272$/m)

  const tests = [
    '-p',
    '16',
    '-n',
    '4',
    '-r',
    '1',
    '-t',
    '1',
    '-ub',
    '64',
    '--chunks',
    '2',
    '-c',
    '64',
    '--reference',
    'F16',
  ]
  const measured = await wattle('bench', 'Q8_0', 'Q2_K', '--preset', 'quick', ...tests, '--json')
  expect(measured).toMatchObject({ code: 0 })
  const [run] = labArchiveSchema.parse(JSON.parse(measured.out)).runs
  expect(run).toMatchObject({ state: 'done', variantLabels: ['Q8_0', 'Q2_K'], sampleCount: 4 })
  expect(run?.qualitySetup?.reference.quantization).toBe('F16')
  const [q8, q2] = run?.quality ?? []
  expect(q8?.against?.meanKl.value ?? 1).toBeLessThan(q2?.against?.meanKl.value ?? 0)

  const verdict = await wattle('compare', 'latest')
  expect(verdict).toMatchObject({ code: 0, notes: '' })
  expect(verdict.out).toMatch(/Recommended for this machine: Q8_0\n- The only one that meets the limits/)
  expect(verdict.out).toMatch(/Quality against F16, over Moby-Dick/)

  expect(await wattle('export', 'latest', '--format', 'html', '-o', 'report.html')).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/<svg.*Q2_K/s)
  expect((await wattle('export', 'latest', '--format', 'markdown')).out).toMatch(/\| \*\*Q8\\_0\*\* \|/)
}, 240_000)

// The bug: Ctrl+C leaves a run that says it is at work, or a process that eats the processor.
it('Ctrl+C in the midst of a repetition ends the command and keeps the run', async () => {
  const { start, ended, wattle } = await wattleIn()
  const child = start(['bench', 'SmolLM2-135M-Instruct.Q4_1', '-p', '0', '-n', '8000', '-r', '5'])
  const end = ended(child)
  await once(child.stderr, 'data')
  child.kill('SIGINT')
  expect(await end).toMatchObject({ code: 130, notes: expect.stringContaining('Interrupted.') })
  expect((await wattle('runs')).out).toMatch(/cancelled/)
}, 120_000)
