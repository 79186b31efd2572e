import { readFileSync, writeFileSync } from 'node:fs'

/*
 * What a process has used, by Linux: the same reading for every server, whatever it is written in. All its threads are
 * counted, and the processes that it started.
 */

const msPerTick = 10

function childrenOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    return children.flatMap((child) => [child, ...childrenOf(child)])
  } catch {
    return []
  }
}

const family = (pid: number) => [pid, ...childrenOf(pid)]

function processorTime(pid: number): number {
  // The name of the program, in brackets, may itself have spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * msPerTick
}

function memory(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  const [, kibibytes] = new RegExp(`${line}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1_024
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Processor time so far, in milliseconds. */
export const processorMs = (pid: number): number => sum(family(pid).map(processorTime))

/** Memory in use now, in MiB. */
export const residentMebibytes = (pid: number): number => sum(family(pid).map((each) => memory(each, 'VmRSS')))

/** The most memory in use since `forgetPeak`, in MiB. */
export const peakMebibytes = (pid: number): number => sum(family(pid).map((each) => memory(each, 'VmHWM')))

/** Lets the peak begin again at what is in use now. */
export function forgetPeak(pid: number): void {
  for (const each of family(pid)) writeFileSync(`/proc/${each}/clear_refs`, '5')
}
