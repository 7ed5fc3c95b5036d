import { html, raw } from 'hono/html'
import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { testName } from '../../test-name.ts'
import { verdictOf } from '../../verdict/verdict-of.ts'
import { paretoChart } from './pareto-chart.ts'
import { recommendationText } from './recommendation-text.ts'
import { samplesChart } from './samples-chart.ts'
import { reportStyle } from './style.ts'
import { qualityTable, variantsTable } from './variants-table.ts'
import { axisWords, qualitySentence, stateWords } from './words.ts'

/** Nothing in the page may run or be fetched, whatever a name in it holds. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** A page that needs nothing else: charts, tables and how it was measured. Every name in it is escaped. */
export async function runReport(
  runs: readonly LabRunWithSamples[],
  limitsOf: (run: LabRunWithSamples) => LabLimits,
): Promise<string> {
  const title = runs.length === 1 ? (runs[0]?.name ?? '') : `${runs.length} runs of the lab`
  const page = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="generator" content="Wattle"><title>${title}</title>
<style>${raw(reportStyle)}</style></head>
<body><main>${runs.map((run) => sectionOf(run, limitsOf(run)))}</main></body></html>
`
  return page.toString()
}

function sectionOf(run: LabRunWithSamples, limits: LabLimits) {
  const isEmpty = run.samples.length === 0 && run.quality.length === 0
  return html`<section><h1>${run.name}</h1><p class="lead">${leadOf(run)}</p>
${run.state === 'done' ? '' : html`<p class="state">${stateWords[run.state]}</p>`}
${isEmpty ? html`<p>Nothing was measured.</p>` : bodyOf(run, verdictOf(run, limits, null))}
<h2>How it was measured</h2>${methodOf(run)}
${run.notes === '' ? '' : html`<h2>Notes</h2><p style="white-space: pre-wrap">${run.notes}</p>`}</section>`
}

function bodyOf(run: LabRunWithSamples, verdict: LabVerdict) {
  const pareto = paretoChart(run, verdict)
  const charts = run.tests.flatMap((test, place) => {
    const chart = samplesChart(run, verdict, place)
    return chart === null ? [] : [{ name: testName(test), chart }]
  })
  const quality = qualityTable(run, verdict)
  const figures = [
    ...(pareto === null
      ? []
      : [
          {
            caption: `${axisWords[verdict.axes.y]} against ${axisWords[verdict.axes.x]}. Lines are 95 % intervals; hollow points are worse by both.`,
            chart: pareto,
          },
        ]),
    ...charts.map(({ name, chart }) => ({
      caption: `Every repetition of ${name}. Ticks are the mean and its 95 % interval.`,
      chart,
    })),
  ]
  return html`${recommendationText(run, verdict)}
${figures.map(({ caption, chart }, place) => html`<figure><figcaption><b>Fig. ${place + 1}.</b> ${caption}</figcaption>${raw(chart)}</figure>`)}
<h2>All variants</h2>${variantsTable(run, verdict)}
${quality === null ? '' : html`<h2>Quality</h2><p class="note">${qualitySentence(run)}</p>${quality}`}
${verdict.flags.length === 0 ? '' : html`<p class="note">Flagged: ${verdict.flags.map(({ flag, samples }) => `${flag} (${samples} samples)`).join(', ')}.</p>`}`
}

function leadOf({ startedAtMs, blocksDone, samples, machine, environment }: LabRunWithSamples): string {
  const day = new Date(startedAtMs).toISOString().slice(0, 16).replace('T', ' ')
  return `${blocksDone} randomised blocks, ${samples.length} repetitions · ${day} UTC · ${machine.cpuName} · ${environment.engineBuild}`
}

function methodOf(run: LabRunWithSamples) {
  const { machine, environment, plan } = run
  const rows: [string, string][] = [
    ['Machine', [...new Set([machine.name, machine.cpuName]), ...machine.gpuNames].join(', ')],
    ['Memory', `${(machine.ramBytes / 2 ** 30).toFixed(1)} GiB`],
    ['System', `${machine.osName} (${machine.platform})`],
    [
      'Engine',
      `${environment.engineBuild}, build ${environment.buildCommit} (${environment.buildNumber}), ${environment.backends}`,
    ],
    ['Power', environment.powerSource],
    ['Order', `random within blocks, seed ${plan.seed}; the warm-up is discarded`],
    ['Tests', run.tests.map(testName).join(', ') || '–'],
    ['Intervals', '95 %, Student’s t over the repetitions; differences paired within blocks'],
    ...(qualitySentence(run) === null ? [] : [['Quality', qualitySentence(run) ?? ''] satisfies [string, string]]),
    [
      'Files',
      run.variants
        .map(
          ({ model }) => `${model.fileName}${model.sha256 === null ? '' : ` (SHA-256 ${model.sha256.slice(0, 12)}…)`}`,
        )
        .join('; '),
    ],
    ['Made with', `Wattle ${environment.appVersion}`],
  ]
  return html`<dl>${rows.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`
}
