import { defineConfig } from '@graphql-hive/gateway'

export const gatewayConfig = defineConfig({ inboundInflightRequestDeduplication: true, logging: 'error' })
