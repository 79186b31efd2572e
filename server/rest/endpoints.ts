import { autotaskEndpoints } from './autotask.ts'
import { connectwiseEndpoints } from './connectwise.ts'
import type { Endpoint } from './endpoint.ts'
import { hubspotEndpoints } from './hubspot.ts'

/** Every endpoint. */
export const endpoints: readonly Endpoint[] = [...autotaskEndpoints, ...hubspotEndpoints, ...connectwiseEndpoints]
