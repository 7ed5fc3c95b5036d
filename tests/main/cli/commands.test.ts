import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { labArchiveSchema } from '#contract/lab/file.ts'
import { Fault } from '../../../main/core/fault.ts'
import { cliBench } from '../../support/cli-bench.ts'
import { writeUntilCancelled } from '../../support/fake-quantizer.ts'
import { starterWithoutSources } from '../../support/test-starter.ts'
import { writeTinyGguf } from '../../support/tiny-gguf.ts'

const short = ['-p', '16', '-n', '8', '-r', '2']

/** A bench with a Q8_0 and a Q4_0 of a tiny model, by the files' names. */
async function twoModels(script: Parameters<typeof cliBench>[0] = {}) {
  const bench = cliBench(script)
  await bench.model('Tiny-1B-Q8_0.gguf', { format: 'Q8_0' })
  await bench.model('Tiny-1B-Q4_0.gguf', { format: 'Q4_0' })
  return { ...bench, files: ['Tiny-1B-Q8_0.gguf', 'Tiny-1B-Q4_0.gguf'] }
}

const archiveOf = (text: string) => labArchiveSchema.parse(JSON.parse(text)).runs[0] ?? expect.unreachable('no run')

describe('wattle bench', () => {
  // The bug: a result among the progress, so that nothing can be piped.
  it('prints what it measured of files to stdout, all else to stderr, and keeps the run', async () => {
    const { run, files } = await twoModels()
    const { code, out, notes } = await run(['bench', ...files, ...short])
    expect(code).toBe(0)
    expect(out).toMatch(/^Variant +File, GB +Memory, GiB +pp16, tok\/s +tg8, tok\/s$/m)
    expect(out).toMatch(/^Q8_0 .*\nQ4_0 /m)
    expect(notes).toMatch(/^2 variants, 8 repetitions/)
    expect(notes).toMatch(/Kept as run [0-9a-f]{8}/)
    const listed = await run(['runs'])
    expect(listed.out).toMatch(/done +8 /)
    expect(listed.code).toBe(0)
  })

  it('takes models of the library by name, file name and quantization, and all of a ladder, the largest first', async () => {
    const { run, files } = await twoModels()
    await run(['bench', ...files, ...short])
    const labels = async (argv: string[]) =>
      archiveOf((await run(['bench', ...argv, '-p', '4', '-n', '0', '-r', '1', '--json'])).out).variantLabels
    expect(await labels(['q4_0', 'Tiny-1B-Q8_0'])).toEqual(['Q4_0', 'Q8_0'])
    expect(await labels(['tiny test model q8_0'])).toEqual(['Q8_0'])
    expect(await labels(['--ladder', 'tiny 1b'])).toEqual(['Q8_0', 'Q4_0'])
    // The same model twice is one.
    expect(await labels(['q4_0', 'Tiny-1B-Q4_0.gguf'])).toEqual(['Q4_0'])
  })

  it('finds what lies in the models folder and was never listed, the starter among it', async () => {
    const { run, models } = cliBench()
    await writeTinyGguf(join(models, 'Put-There-1B-Q8_0.gguf'), { format: 'Q8_0' })
    const { fileName } = starterWithoutSources().file
    await writeTinyGguf(join(models, fileName), { format: 'Q4_0' })
    const names = ['put-there-1b-q8_0', fileName.replace(/\.gguf$/, '')]
    expect((await run(['bench', ...names, ...short])).code).toBe(0)
    expect((await run(['models'])).out).toContain('Put-There-1B-Q8_0.gguf')
  })

  it('writes llama-bench’s own output where -o asks for it, and the whole run for --json', async () => {
    const { run, files } = await twoModels()
    const jsonl = await run(['bench', ...files, ...short, '-o', 'jsonl'])
    expect(
      jsonl.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).n_prompt),
    ).toEqual([16, 0, 16, 0])
    const whole = archiveOf((await run(['bench', ...files, ...short, '--json'])).out)
    expect(whole.samples).toHaveLength(8)
    expect(whole.machine.name).toBe(whole.machine.cpuName)
  })

  it('measures quality against the reference that was named, which need not be compared', async () => {
    const { run, files } = await twoModels()
    const { out, code } = await run([
      'bench',
      files[1] ?? '',
      ...short,
      '--reference',
      files[0] ?? '',
      '--chunks',
      '2',
      '--json',
    ])
    expect(code).toBe(0)
    expect(archiveOf(out).qualitySetup?.reference.quantization).toBe('Q8_0')
  })

  // The bug: Ctrl+C loses what was measured, or leaves the run at work for the next start.
  it('keeps and prints what it measured where it is interrupted, and resume goes on with it', async () => {
    const { run, files, engine } = await twoModels({ pace: 0.02 })
    const abort = new AbortController()
    const load = engine.load.bind(engine)
    let loads = 0
    engine.load = (...parts) => {
      loads += 1
      if (loads === 3) abort.abort()
      return load(...parts)
    }
    const { code, out, notes } = await run(['bench', ...files, ...short], { interrupted: abort.signal })
    expect(code).toBe(130)
    expect(out).toMatch(/cancelled: not all of it was measured/)
    expect(notes).toMatch(/Interrupted\. Run [0-9a-f]{8} keeps/)
    const resumed = await run(['resume', 'latest', '--json'])
    expect(resumed.code).toBe(0)
    expect(archiveOf(resumed.out)).toMatchObject({ state: 'done', sampleCount: 8 })
    expect((await run(['resume'])).notes).toMatch(/cannot be gone on with/)
  })

  it('does not begin where Ctrl+C came before', async () => {
    const { run, files } = await twoModels()
    const { code, out } = await run(['bench', ...files, ...short], { interrupted: AbortSignal.abort() })
    expect(code).toBe(130)
    expect(out).toMatch(/not all of it was measured/)
  })

  it('ends with 1 where a variant could not be measured, and says why', async () => {
    const refused = new Fault('LAB_PARAMETERS_REFUSED', { detail: 'no such cache' })
    const { run, files } = await twoModels({ loadFault: (path) => (path.includes('Q8_0') ? refused : null) })
    const { code, out } = await run(['bench', ...files, ...short])
    expect(code).toBe(1)
    expect(out).toMatch(
      /Q8_0: not all of it was measured\. llama\.cpp refused the parameters of Q8_0\. \(no such cache\)/,
    )
  })

  it('ends with 1 where nothing could be measured', async () => {
    const { run, files } = await twoModels({ loadFault: () => new Fault('OUT_OF_MEMORY') })
    const { code, out } = await run(['bench', ...files, ...short])
    expect(code).toBe(1)
    expect(out).toMatch(/Nothing was measured\.\n.*The memory is full/)
  })

  it.each<[string, string[], number, RegExp]>([
    ['no model', [], 2, /No model was named/],
    ['a file that is not there', ['none.gguf'], 2, /There is no file .*none\.gguf/],
    ['a ladder that is not there', ['--ladder', 'zephyr'], 2, /No model of the library is called “zephyr”/],
    ['a preset that is none', ['Tiny-1B-Q8_0.gguf', '--preset', 'fast'], 2, /It is one of quick, standard/],
    ['a number that is none', ['Tiny-1B-Q8_0.gguf', '-p', '12x'], 2, /Numbers such as 512/],
    ['an option that is none', ['--frobnicate'], 2, /unknown option/],
    ['a list that is too long', ['Tiny-1B-Q8_0.gguf', '-t', '1-100'], 2, /At most 16 values/],
    ['nothing to measure', ['Tiny-1B-Q8_0.gguf', '-p', '0', '-n', '0'], 1, /there is nothing to measure/],
    ['a cache that needs flash attention', ['Tiny-1B-Q8_0.gguf', '-ctv', 'q8_0', '-fa', '0'], 1, /leave -fa off out/],
    ['a text that is not there', ['Tiny-1B-Q8_0.gguf', '--text', 'none.txt'], 1, /The text none\.txt is not there/],
    ['a file that is no model', ['not-a-model.gguf'], 1, /This is not a GGUF file/],
  ])('refuses %s', async (_what, argv, code, sentence) => {
    const { run, folder } = await twoModels()
    writeFileSync(join(folder, 'not-a-model.gguf'), 'This is a text of more than some bytes.')
    const result = await run(['bench', ...argv])
    expect(result).toMatchObject({ code, out: '' })
    expect(result.notes).toMatch(sentence)
  })

  it('names those that a name may mean', async () => {
    const { run, files } = await twoModels()
    await run(['bench', ...files, ...short])
    const { code, notes } = await run(['bench', 'Tiny Test Model'])
    expect(code).toBe(2)
    expect(notes).toMatch(/one of several models; name its file:\n {2}Tiny-1B-Q\d_0\.gguf\n {2}Tiny-1B-Q\d_0\.gguf/)
  })
})

describe('wattle perplexity', () => {
  it('measures quality alone', async () => {
    const { run, files, engine } = await twoModels({
      quality: (path) => ({ nll: path.includes('Q8_0') ? 3 : 3.1, kl: 0.02 }),
    })
    const { code, out } = await run(['perplexity', ...files, '--chunks', '3', '-c', '128'])
    expect(code).toBe(0)
    expect(out).toMatch(/Variant +File, GB +Perplexity +KL divergence/)
    expect(out).toMatch(/Quality against Q8_0, not F16, over Moby-Dick, context 128/)
    expect(engine.calls.some(({ call }) => call === 'speed')).toBe(false)
  })

  it('refuses a text that is too short', async () => {
    const { run, files, folder } = await twoModels()
    writeFileSync(join(folder, 'short.txt'), 'Call me Ishmael.')
    const { code, out } = await run(['perplexity', files[0] ?? '', '--text', 'short.txt'])
    expect(code).toBe(1)
    expect(out).toMatch(/The text is too short/)
  })
})

describe('wattle quantize', () => {
  it('makes the ladder, says what fell back to other types, and the library has it', async () => {
    const { run, model } = cliBench()
    await model('Tiny-1B-F16.gguf')
    const { code, out, notes } = await run(['quantize', 'Tiny-1B-F16.gguf', 'F32', '--ladder'])
    expect(code).toBe(0)
    expect(out).toMatch(/^Tiny-1B-Q4_K_M\.gguf +done .* 14 of 21$/m)
    expect(notes.match(/: done in/g)).toHaveLength(7)
    expect((await run(['models'])).out).toMatch(/Tiny-1B-Q2_K\.gguf/)
  })

  it('makes an F16 first where it is asked to', async () => {
    const { run, model } = cliBench()
    await model('Tiny-1B-Q4_0.gguf', { format: 'Q4_0' })
    const argv = ['quantize', 'Tiny-1B-Q4_0.gguf', 'q8_0', '--via-f16', '--allow-requantize', '--json']
    const { code, out } = await run(argv)
    expect(code).toBe(0)
    expect(JSON.parse(out).map(({ type, state }: { type: string; state: string }) => [type, state])).toEqual([
      ['F16', 'done'],
      ['Q8_0', 'done'],
    ])
  })

  it.each<[string, string[], number, RegExp]>([
    ['no type', ['Tiny-1B-Q4_0.gguf'], 2, /No type was named/],
    ['a type that llama.cpp does not have', ['Tiny-1B-Q4_0.gguf', 'Q9_9'], 2, /has no type “Q9_9”/],
    ['a quantized source', ['Tiny-1B-Q4_0.gguf', 'Q2_K'], 1, /say --allow-requantize/],
    [
      'a matrix that is none',
      ['Tiny-1B-F16.gguf', 'Q2_K', '--imatrix', 'none.dat'],
      1,
      /none\.dat is no importance matrix/,
    ],
    ['no source', [], 2, /missing required argument/],
  ])('refuses %s', async (_what, argv, code, sentence) => {
    const { run, model } = cliBench()
    await model('Tiny-1B-Q4_0.gguf', { format: 'Q4_0' })
    await model('Tiny-1B-F16.gguf')
    const result = await run(['quantize', ...argv])
    expect(result).toMatchObject({ code, out: '' })
    expect(result.notes).toMatch(sentence)
  })

  it('writes over nothing', async () => {
    const { run, model } = cliBench()
    await model('Tiny-1B-F16.gguf')
    await run(['quantize', 'Tiny-1B-F16.gguf', 'Q8_0'])
    const { code, notes } = await run(['quantize', 'Tiny-1B-F16.gguf', 'Q8_0'])
    expect(code).toBe(1)
    expect(notes).toMatch(/Tiny-1B-Q8_0\.gguf lies already/)
  })

  it('cancels what is not done where it is interrupted, and what is done stays', async () => {
    const { run, model, quantizer } = cliBench()
    await model('Tiny-1B-F16.gguf')
    const abort = new AbortController()
    const makeWhole = quantizer.make
    quantizer.make = (making) => {
      if (quantizer.orders.length === 1) return makeWhole(making)
      abort.abort()
      return writeUntilCancelled(making)
    }
    const argv = ['quantize', 'Tiny-1B-F16.gguf', 'Q8_0', 'Q6_K', 'Q2_K']
    const { code, out } = await run(argv, { interrupted: abort.signal })
    expect(code).toBe(130)
    expect(out).toMatch(/Q8_0\.gguf +done.*\n.*Q6_K\.gguf +cancelled.*\n.*Q2_K\.gguf +cancelled/)
    expect(quantizer.orders).toHaveLength(2)
  })

  it('ends with 1 where one of them failed, and the others are made', async () => {
    const { run, model, quantizer } = cliBench()
    await model('Tiny-1B-F16.gguf')
    const makeWhole = quantizer.make
    quantizer.make = (making) =>
      making.order.type === 'Q6_K'
        ? Promise.reject(new Fault('QUANTIZE_FAILED', { params: { type: 'Q6_K' } }))
        : makeWhole(making)
    const { code, out, notes } = await run(['quantize', 'Tiny-1B-F16.gguf', 'Q8_0', 'Q6_K', 'Q2_K'])
    expect(code).toBe(1)
    expect(out).toMatch(/Q8_0\.gguf +done.*\n.*Q6_K\.gguf +failed.*\n.*Q2_K\.gguf +done/)
    expect(notes).toMatch(/Q6_K: failed\. llama\.cpp could not make Q6_K/)
  })
})

describe('wattle compare', () => {
  it('says what a run means under limits, and two runs against each other', async () => {
    const { run, files, engine } = await twoModels({
      rate: (path) => (path.includes('Q4_0') ? 80 : 40),
      shape: { noise: 0.005 },
    })
    await run(['bench', ...files, '-p', '0', '-n', '8', '-r', '5', '--name', 'Before'])
    const verdict = await run(['compare', 'latest', '--baseline', 'q8_0', '--least-speed', '50'])
    expect(verdict.code).toBe(0)
    expect(verdict.out).toMatch(/Q4_0 is [\d.]+–[\d.]+ × as fast as Q8_0 in tg8\./)
    expect(verdict.out).toMatch(/\* Recommended for this machine: Q4_0\n- The only one that meets the limits\./)
    engine.script.rate = () => 20
    await run(['bench', ...files, '-p', '0', '-n', '8', '-r', '5', '--name', 'After'])
    const { out, code } = await run(['compare', 'before', 'after'])
    expect(code).toBe(0)
    expect(out).toMatch(/^Q4_0 +tg8 .* % slower$/m)
    const json = JSON.parse((await run(['compare', 'before', 'after', '--json'])).out)
    expect(json.rows).toHaveLength(2)
    expect(JSON.parse((await run(['compare', 'after', '--json'])).out)).toMatchObject({ labels: ['Q8_0', 'Q4_0'] })
  })

  it.each<[string, string[], RegExp]>([
    ['a run that is not there', ['nothing'], /There is no run “nothing”/],
    ['a baseline that is not there', ['latest', '--baseline', 'Q1'], /no variant “Q1”\. It has: Q8_0, Q4_0\./],
    ['a preference that is none', ['latest', '--prefer', 'beauty'], /It is one of speed/],
    ['a limit that is none', ['latest', '--least-speed', 'fast'], /A number such as 0\.5/],
  ])('refuses %s', async (_what, argv, sentence) => {
    const { run, files } = await twoModels()
    await run(['bench', ...files, ...short])
    const result = await run(['compare', ...argv])
    expect(result).toMatchObject({ code: 2, out: '' })
    expect(result.notes).toMatch(sentence)
  })

  it('says where there is no run yet', async () => {
    const { code, notes } = await cliBench().run(['compare', 'latest'])
    expect(code).toBe(2)
    expect(notes).toBe('There is no run yet: “wattle bench” makes one.\n')
  })
})

describe('wattle export and import', () => {
  // The bug: a report that somebody wrote is gone.
  it('writes a file that its user may read, into a folder under a name of its own, and over nothing without --force', async () => {
    const { run, files, folder } = await twoModels()
    await run(['bench', ...files, ...short])
    const argv = ['export', 'latest', '--format', 'html', '-o', 'report.html']
    const { code, out, notes } = await run(argv)
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(notes).toBe(`Written: ${join(folder, 'report.html')}\n`)
    expect(statSync(join(folder, 'report.html')).mode & 0o777).toBe(0o640)
    writeFileSync(join(folder, 'report.html'), 'mine')
    const again = await run(argv)
    expect(again.code).toBe(2)
    expect(again.notes).toMatch(/report\.html is there already\. Name another file, or say --force/)
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe('mine')
    expect((await run([...argv, '--force'])).code).toBe(0)
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    mkdirSync(join(folder, 'out'))
    expect((await run(['export', 'latest', '--format', 'csv', '-o', 'out'])).notes).toMatch(/out.wattle-.*\.csv$/m)
    expect((await run(['export', 'latest', '--format', 'csv', '-o', 'none/x.csv'])).code).toBe(2)
  })

  it('prints it where no file is named, without the machine’s name and paths unless they are asked for', async () => {
    const { run, files, folder } = await twoModels()
    await run(['bench', ...files, ...short])
    const card = await run(['export', 'latest', '--format', 'markdown'])
    expect(card.out).toMatch(/^### .*\n\n.*\n\n\| Variant \|/)
    expect((await run(['export', 'latest', '--format', 'llama-bench-json'])).out).not.toContain(folder)
    expect((await run(['export', 'latest', '--format', 'llama-bench-json', '--with-paths'])).out).toContain(folder)
  })

  it('takes runs of other machines in, and refuses what is none', async () => {
    const { run, files, folder } = await twoModels()
    await run(['bench', ...files, ...short])
    await run(['export', 'latest', '--format', 'llama-bench-jsonl', '-o', 'bench.jsonl'])
    const other = cliBench()
    const imported = await other.run(['import', join(folder, 'bench.jsonl')])
    expect(imported.code).toBe(0)
    expect(imported.out).toMatch(/done +8 /)
    writeFileSync(join(folder, 'no.json'), '{"format":')
    const refused = await other.run(['import', join(folder, 'no.json')])
    expect(refused.code).toBe(1)
    expect(refused.notes).toMatch(/no\.json, line 1: it is broken JSON\. Nothing of it was imported\./)
    expect((await other.run(['import', join(folder, 'none.json')])).code).toBe(2)
  })

  it.each<[string, string[]]>([
    ['no format', ['export', 'latest']],
    ['a format that is none', ['export', 'latest', '--format', 'pdf']],
    ['a run that is not there', ['export', 'latest', '--format', 'html']],
    ['no run', ['export', '--format', 'html']],
  ])('refuses %s', async (_what, argv) => {
    expect(await cliBench().run(argv)).toMatchObject({ code: 2, out: '' })
  })
})

describe('a command line', () => {
  it.each([[[]], [['bench']], [['quantize']], [['perplexity']], [['compare']], [['export']], [['runs']], [['resume']]])(
    'shows help for %j to stdout, with examples',
    async (argv) => {
      const { code, out, notes } = await cliBench().run([...argv, '--help'])
      expect({ code, notes }).toEqual({ code: 0, notes: '' })
      expect(out).toMatch(/Examples?:\n {2}wattle /)
    },
  )

  it('says its exit codes, and llama-bench’s letters as llama-bench has them', async () => {
    const { run } = cliBench()
    expect((await run(['--help'])).out).toMatch(/Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted\./)
    expect((await run(['bench', '--help'])).out).toMatch(/^ {2}-ngl, --n-gpu-layers <list>/m)
  })

  it('is wrong without a command, or with one that is none', async () => {
    expect((await cliBench().run([])).code).toBe(2)
    expect((await cliBench().run(['frob'])).code).toBe(2)
  })

  // The bug: a failure that nobody foresaw leaves no trace, or is taken for wrong usage.
  it('writes down what nobody foresaw', async () => {
    const { run, reported, files, engine } = await twoModels()
    engine.script.loadFault = () => new Fault('INTERNAL', { detail: 'a mistake' })
    expect((await run(['bench', ...files, ...short])).code).toBe(1)
    const failing = await run(['runs'], { writeResult: () => Promise.reject(new Error('no such pipe')) })
    expect(failing.code).toBe(1)
    expect(reported).toMatchObject([{ message: 'no such pipe' }])
  })
})
