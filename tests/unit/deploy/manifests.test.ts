import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../../server/config/config.ts'

const deploy = fileURLToPath(new URL('../../../deploy/', import.meta.url))
const read = (path: string): unknown => parse(readFileSync(join(deploy, path), 'utf8'), { merge: true })

/** How long a gateway takes to end: it goes on for DRAIN_SECONDS, and 10 seconds more at most. */
const endSeconds = readConfig({ OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'api://graph' }).drainSeconds + 10
const secondsOf = (text: string | undefined) => Number(/^(\d+)s$/.exec(text ?? '')?.[1])

interface Service {
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  stop_grace_period?: string
  ports?: string[]
  tmpfs?: string[]
  environment: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: object
  networks: string[]
}

describe('the compose file', () => {
  const { services, networks } = read('container/compose.yaml') as {
    services: Record<'gateway' | 'postgres', Service>
    networks: Record<string, { internal?: boolean }>
  }

  test('gives the gateway a root that it cannot write to, no rights, and time to end', () => {
    const { read_only, cap_drop, security_opt, stop_grace_period, tmpfs } = services.gateway

    expect({ read_only, cap_drop, security_opt }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
    expect(tmpfs?.[0]).toMatch(/^\/tmp:/)
    expect(secondsOf(stop_grace_period)).toBeGreaterThan(endSeconds)
  })

  test('opens the gateway to this machine alone, and the database to the gateway', () => {
    expect(services.gateway.ports).toEqual(['127.0.0.1:8000:8000'])
    expect(services.postgres.ports).toBeUndefined()
    expect(services.postgres.networks.map((name) => networks[name]?.internal)).toEqual([true])
  })

  test('starts the gateway once PostgreSQL takes connections, with settings that it accepts', () => {
    const environment = { ...services.gateway.environment }
    environment['DATABASE_URL'] = environment['DATABASE_URL']?.replace(/\$\{POSTGRES_PASSWORD[^}]*\}/, 'ab12') ?? ''
    const config = readConfig({ OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'api://graph', ...environment })

    expect(services.gateway.depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
    expect(services.postgres.healthcheck).toBeDefined()
    expect(config).toMatchObject({
      databaseUrl: 'postgres://msp_graph:ab12@postgres:5432/msp_graph',
      cacheUrl: 'postgres:',
    })
  })
})

interface Probe {
  httpGet: { path: string; port: string }
  periodSeconds: number
  failureThreshold: number
}

describe('the manifests for Kubernetes', () => {
  const { spec } = read('kubernetes/deployment.yaml') as {
    spec: {
      replicas: number
      strategy: { rollingUpdate: { maxUnavailable: number } }
      selector: { matchLabels: object }
      template: {
        metadata: { labels: object }
        spec: {
          terminationGracePeriodSeconds: number
          securityContext: object
          containers: {
            image: string
            readinessProbe: Probe
            livenessProbe: Probe
            lifecycle: { preStop: { sleep: { seconds: number } } }
            securityContext: object
            resources: { limits: { memory: string } }
          }[]
        }
      }
    }
  }
  const pod = spec.template.spec
  const [gateway] = pod.containers

  test('ask no more of the cluster than its "restricted" level allows, and write nowhere but to /tmp', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(gateway?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect((read('kubernetes/namespace.yaml') as { metadata: { labels: object } }).metadata.labels).toEqual({
      'pod-security.kubernetes.io/enforce': 'restricted',
    })
  })

  test('take a gateway out before it ends, and give it time for that', () => {
    const { readinessProbe, lifecycle } = gateway!
    const sleepSeconds = lifecycle.preStop.sleep.seconds

    expect(readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' })
    expect(gateway?.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(sleepSeconds).toBeGreaterThanOrEqual(5)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(sleepSeconds + endSeconds)
  })

  test('keep a gateway running whatever is done to the nodes or the version', () => {
    const budget = (read('kubernetes/disruption-budget.yaml') as { spec: { maxUnavailable: number; selector: object } })
      .spec

    expect(spec.replicas).toBeGreaterThan(budget.maxUnavailable)
    expect(spec.strategy.rollingUpdate.maxUnavailable).toBe(0)
  })

  test('mean the same pods, and all of them are named', () => {
    const { labels } = spec.template.metadata
    const service = read('kubernetes/service.yaml') as { spec: { selector: object } }
    const budget = read('kubernetes/disruption-budget.yaml') as { spec: { selector: { matchLabels: object } } }
    const policy = read('kubernetes/network-policy.yaml') as { spec: { podSelector: { matchLabels: object } } }
    const { resources, images } = read('kubernetes/kustomization.yaml') as {
      resources: string[]
      images: { name: string }[]
    }
    const files = globSync('*.yaml', { cwd: join(deploy, 'kubernetes') }).filter(
      (name) => name !== 'kustomization.yaml',
    )

    expect([
      spec.selector.matchLabels,
      service.spec.selector,
      budget.spec.selector.matchLabels,
      policy.spec.podSelector.matchLabels,
    ]).toEqual([labels, labels, labels, labels])
    expect(resources.toSorted()).toEqual(files.toSorted())
    expect(images.map(({ name }) => name)).toEqual([gateway?.image])
  })

  test('have settings that the gateway accepts', () => {
    const { data } = read('kubernetes/settings.yaml') as { data: Record<string, string> }

    expect(readConfig({ OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'api://graph', ...data })).toMatchObject({
      publicUrl: 'https://portal.example.com',
      trustedProxies: [{ address: '10.0.0.0', prefix: 8 }],
    })
  })
})
