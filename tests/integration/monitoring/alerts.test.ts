import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promtoolPath } from '../../support/monitoring/promtool.ts'
import { readSum } from '../../support/monitoring/read-metrics.ts'
import type { Timeline } from '../../support/monitoring/timeline.ts'
import { startDatabases, type Databases } from '../database/databases.ts'
import { startWatchedGateway, type WatchedGateway } from './watched-gateway.ts'

const ruleFile = fileURLToPath(new URL('../../../deploy/monitoring/alerts.yml', import.meta.url))

/** Debian's package is called prometheus; CI has it. */
describe.skipIf(promtoolPath === null)('alerts of a gateway whose /metrics is read once a minute', () => {
  let watched: WatchedGateway
  let databases: Databases
  beforeAll(async () => {
    databases = await startDatabases('postgres')
    watched = await startWatchedGateway()
  })
  afterAll(async () => {
    await watched.close()
    await databases.close()
  })

  const read = (name: string, ...labels: readonly string[]) => readSum(watched.world.url, name, ...labels)

  /** In which all is well. */
  const well = (timeline: Timeline, minutes: number, mayFire: readonly string[] = []) =>
    timeline.pass({
      minutes,
      fires: [],
      mayFire,
      eachMinute: async () => expect(await watched.askAround()).toEqual([]),
    })

  /**
   * Minutes in which all is well, a fault, and minutes in which all is well again: long enough for rates, which look back five
   * minutes.
   */
  async function watchFault(fault: (timeline: Timeline) => Promise<readonly string[]>): Promise<void> {
    const timeline = watched.watch()
    await well(timeline, 2)
    const left = await fault(timeline)
    await well(timeline, 7, left)
    expect(await timeline.evaluate(ruleFile)).toBe('')
  }

  test('none fires while all is well', async () => {
    const timeline = watched.watch()
    await well(timeline, 20)
    expect(await timeline.evaluate(ruleFile)).toBe('')
  })

  test('VendorNotAnswering: HubSpot is down', () =>
    watchFault(async (timeline) => {
      const { world, askAnotherDay } = watched
      await world.hubspot.fault({ match: '.', times: -1, status: 503 })
      const isOpen = () => read('gateway_vendor_breakers_open', 'vendor="HUBSPOT"')
      while ((await isOpen()) === 0) await askAnotherDay('formStats { id } recentContacts { id }')
      await timeline.pass({ minutes: 7, fires: ['VendorNotAnswering'] })
      await world.hubspot.clearFaults()
      await expect.poll(() => askAnotherDay()).toEqual([])
      await expect.poll(isOpen).toBe(0)
      return ['VendorNotAnswering']
    }))

  test('VendorCallsFailing: HubSpot answers with what cannot be read', () =>
    watchFault(async (timeline) => {
      const { world, askAnotherDay } = watched
      await world.hubspot.fault({ match: 'analytics', times: -1, html: true })
      await timeline.pass({ minutes: 13, fires: ['VendorCallsFailing'], eachMinute: () => askAnotherDay() })
      await world.hubspot.clearFaults()
      return ['VendorCallsFailing']
    }))

  test('VendorRefusesCredentials: HubSpot answers 401', () =>
    watchFault(async (timeline) => {
      const { world, askAnotherDay } = watched
      await world.hubspot.fault({ match: 'analytics', times: -1, status: 401 })
      await timeline.pass({ minutes: 8, fires: ['VendorRefusesCredentials'], eachMinute: () => askAnotherDay() })
      await world.hubspot.clearFaults()
      return ['VendorRefusesCredentials']
    }))

  // Nothing else is asked meanwhile, so that a few slow answers are all there are.
  test('GatewayOperationsSlow: ConnectWise takes seconds', () =>
    watchFault(async (timeline) => {
      const { world, searchAnew } = watched
      await timeline.pass({ minutes: 6, fires: [] })
      await world.connectWise.fault({ match: 'GET .*tickets', delayMs: 2_600, times: -1 })
      for (const isLast of [false, false, true]) {
        expect(await searchAnew()).toEqual([])
        const fires = isLast ? ['GatewayOperationsSlow'] : []
        await timeline.pass({ minutes: 4, fires, mayFire: ['GatewayOperationsSlow'] })
      }
      await world.connectWise.clearFaults()
      return ['GatewayOperationsSlow']
    }))

  test('VendorBudgetLow: other integrations use up Autotask’s hour', () =>
    watchFault(async (timeline) => {
      const { world, askAround } = watched
      const body = {
        externalRequestThreshold: 10_000,
        requestThresholdTimeframe: 60,
        currentTimeframeRequestCount: 9_400,
      }
      await world.fault({ match: 'ThresholdInformation', times: -1, status: 200, body })
      await timeline.pass({ minutes: 8, fires: ['VendorBudgetLow'], eachMinute: askAround })
      await world.clearFaults()
      return ['VendorBudgetLow']
    }))

  test('SyncOverdue: Autotask answers what has changed with what cannot be read', () =>
    watchFault(async (timeline) => {
      const { world, askAround } = watched
      await world.fault({ match: 'POST .*query', times: -1, html: true })
      await timeline.pass({
        minutes: 24,
        fires: ['SyncOverdue'],
        mayFire: ['VendorCallsFailing'],
        eachMinute: askAround,
      })
      await world.clearFaults()
      // The longest pause after failures.
      await world.advanceClock(5 * 60_000)
      return ['SyncOverdue', 'VendorCallsFailing']
    }))

  test('ChangesDelayed: ConnectWise is down while a change waits for it', () =>
    watchFault(async (timeline) => {
      const { world, desk } = watched
      await world.connectWise.fault({ match: '.', times: -1, status: 503 })
      const ticketId = (await desk.ticketOn('Voice')).id
      await desk.log({ ticketId, waitSeconds: 0 })
      await expect.poll(() => read('gateway_changes_pending')).toBe(1)
      const alongside = ['VendorNotAnswering', 'VendorCallsFailing']
      await timeline.pass({ minutes: 22, fires: ['ChangesDelayed'], mayFire: alongside })
      await world.connectWise.clearFaults()
      await expect.poll(() => read('gateway_changes_pending')).toBe(0)
      return ['ChangesDelayed', ...alongside]
    }))

  test('ChangesFailed: ConnectWise refuses a note', () =>
    watchFault(async (timeline) => {
      const { world, desk } = watched
      const body = { code: 'InvalidObject', message: 'note object is invalid' }
      await world.connectWise.fault({ match: 'POST .*notes', status: 400, body })
      const { change } = await desk.log({ ticketId: (await desk.ticketOn('Voice')).id, waitSeconds: 0 })
      await expect.poll(() => read('gateway_changes_failed')).toBe(1)
      await timeline.pass({ minutes: 2, fires: ['ChangesFailed'] })
      const retry = 'mutation ($input: RetryChangeInput!) { retryChange(input: $input) { change { state } } }'
      await world.query(retry, { input: { changeId: change?.id } }, { role: 'operator' })
      await expect.poll(() => read('gateway_changes_failed')).toBe(0)
      return ['ChangesFailed']
    }))

  test('CallersLimited: tokens are guessed', async () => {
    const { world, watch } = watched
    const timeline = watch()
    await well(timeline, 2)
    for (let guess = 0; guess < 8; guess++) await world.query('{ viewer { id } }', {}, { token: `guess-${guess}` })
    await timeline.pass({ minutes: 2, fires: ['CallersLimited'] })
    await timeline.pass({ minutes: 15, fires: [], mayFire: ['CallersLimited'] })
    expect(await timeline.evaluate(ruleFile)).toBe('')
  })

  test('EventLoopBlocked: work lets nothing else run', () =>
    watchFault(async (timeline) => {
      const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
      const block = async () => {
        await pause()
        const until = performance.now() + 550
        while (performance.now() < until) Math.sqrt(until)
        await pause()
      }
      await timeline.pass({ minutes: 6, fires: ['EventLoopBlocked'], eachMinute: block })
      return ['EventLoopBlocked']
    }))

  test('GatewayOperationsFailing: another program has changed a table', () =>
    watchFault(async (timeline) => {
      const { databasePath, askAround } = watched
      using other = new DatabaseSync(databasePath)
      other.exec('alter table changes rename to mislaid')
      const fail = async () => expect(await askAround()).toEqual(['INTERNAL_SERVER_ERROR'])
      await timeline.pass({ minutes: 8, fires: ['GatewayOperationsFailing'], eachMinute: fail })
      other.exec('alter table mislaid rename to changes')
      return ['GatewayOperationsFailing']
    }))

  test('AuditUnavailable: the table of audit records cannot be written', () =>
    watchFault(async (timeline) => {
      const { databasePath, askAround } = watched
      using other = new DatabaseSync(databasePath)
      other.exec('alter table audit_records rename to mislaid')
      await askAround()
      await expect.poll(() => read('gateway_audit_available')).toBe(0)
      await timeline.pass({ minutes: 2, fires: ['AuditUnavailable'] })
      other.exec('alter table mislaid rename to audit_records')
      await expect.poll(() => read('gateway_audit_available')).toBe(1)
      return ['AuditUnavailable']
    }))

  test('CacheUnavailable, VendorLimitsNotShared, GatewayRequestsFailing, VersionsDiffer, DatabaseUnavailable: of a second gateway, what it needs is away', () =>
    watchFault(async (timeline) => {
      const { world, askAround, addGateway, removeGateway } = watched
      const nowhere = '127.0.0.1:1'
      const { url } = await addGateway({
        DATABASE_URL: await databases.create(),
        CACHE_URL: `redis://${nowhere}`,
        OIDC_ISSUER: `http://${nowhere}`,
        BUILD_COMMIT: '0123abc',
      })
      const authorization = `Bearer ${await world.token('viewer')}`
      const askOther = async () => {
        const headers = { authorization, 'content-type': 'application/json' }
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers,
          body: '{"query":"{ viewer { id } }"}',
        })
        expect(response.status).toBe(503)
      }
      const always = ['CacheUnavailable', 'VendorLimitsNotShared']
      await timeline.pass({ minutes: 17, fires: always, mayFire: always })
      const issuer = ['GatewayRequestsFailing', 'GatewayOperationsFailing']
      await timeline.pass({
        minutes: 8,
        fires: [...always, ...issuer],
        eachMinute: async () => {
          await askAround()
          for (let nth = 0; nth < 3; nth++) await askOther()
        },
      })
      await timeline.pass({ minutes: 8, fires: [...always, 'VersionsDiffer'], mayFire: issuer, eachMinute: askAround })
      await databases.stop()
      await expect.poll(() => readSum(url, 'gateway_database_available')).toBe(0)
      const fires = [...always, 'VersionsDiffer', 'DatabaseUnavailable']
      await timeline.pass({ minutes: 2, fires, mayFire: ['AuditUnavailable'] })
      await removeGateway()
      return [...fires, 'AuditUnavailable']
    }))

  test('VendorLimitsCalls, GatewayDown: HubSpot wants to be left alone for an hour, and the gateway is ended', async () => {
    const { world, watch, askAnotherDay, stop } = watched
    const timeline = watch()
    await well(timeline, 2)
    await world.hubspot.fault({ match: '.', times: -1, status: 429, headers: { 'retry-after': '3600' } })
    while ((await read('gateway_vendor_accounts_paused', 'vendor="HUBSPOT"')) === 0) await askAnotherDay()
    await timeline.pass({ minutes: 12, fires: ['VendorLimitsCalls'] })
    await stop()
    await timeline.pass({ minutes: 4, fires: ['GatewayDown'], mayFire: ['VendorLimitsCalls'] })
    expect(await timeline.evaluate(ruleFile)).toBe('')
  })
})
