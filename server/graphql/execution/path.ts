import type { GraphQLResolveInfo } from 'graphql'

/** A place in the answer. */
export type Path = GraphQLResolveInfo['path']
