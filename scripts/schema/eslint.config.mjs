import graphql from '@graphql-eslint/eslint-plugin'

/*
 * Lint of the SDL, and of nothing else: TypeScript is linted by oxlint. Each rule that is left out of the plugin's own sets
 * has its reason at the end. docs/schema-changes.md says what the schema promises beyond its form.
 */

/** What makes an SDL wrong or ambiguous, whatever its style. */
const correctness = {
  'known-argument-names': 'error',
  'known-directives': 'error',
  'known-type-names': 'error',
  'lone-schema-definition': 'error',
  'no-unreachable-types': 'error',
  'possible-type-extension': 'error',
  'provided-required-arguments': 'error',
  'unique-directive-names': 'error',
  'unique-directive-names-per-location': 'error',
  'unique-enum-value-names': 'error',
  'unique-field-definition-names': 'error',
  'unique-operation-types': 'error',
  'unique-type-names': 'error',
}

/** The same words in the same form everywhere. */
const names = {
  'naming-convention': [
    'error',
    {
      types: 'PascalCase',
      FieldDefinition: 'camelCase',
      InputValueDefinition: 'camelCase',
      Argument: 'camelCase',
      DirectiveDefinition: 'camelCase',
      EnumValueDefinition: 'UPPER_CASE',
      'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['query', 'get'], forbiddenSuffixes: ['Query'] },
      'FieldDefinition[parent.name.value=Mutation]': { forbiddenSuffixes: ['Mutation'] },
    },
  ],
  // A ticket has `id`, not `ticketId`: but that is what people call a ticket's number in ConnectWise.
  'no-typename-prefix': 'error',
  // Every mutation takes one `input`, of a type with its own name.
  'input-name': ['error', { checkInputType: true, caseSensitiveInputType: false, checkQueries: false }],
}

/** What client authors read. */
const descriptions = {
  // Every type, field, argument, input field and enum value.
  'require-description': [
    'error',
    {
      types: true,
      rootField: true,
      DirectiveDefinition: true,
      EnumValueDefinition: true,
      FieldDefinition: true,
      InputValueDefinition: true,
    },
  ],
  'no-hashtag-description': 'error',
}

/** How a change of the schema is announced (docs/schema-changes.md). */
const changes = {
  'require-deprecation-reason': 'error',
}

/** Results that can say what failed, and lists that can be paged both ways. */
const results = {
  'no-scalar-result-type-on-mutation': 'error',
  'relay-arguments': ['error', { includeBoth: true }],
  'relay-connection-types': 'error',
  'relay-page-info': 'error',
}

const chosen = { ...correctness, ...names, ...descriptions, ...changes, ...results }

/*
 * Not chosen:
 * - alphabetize: fields stand in the order in which they are read, the most important first.
 * - description-style: one line for one sentence, a block for more.
 * - no-root-type: there are mutations.
 * - relay-edge-types: it wants `Node` on edges, which the graph does not have (docs/decisions/0019-no-node-field.md).
 * - require-deprecation-date: it wants an argument of `@deprecated` that the directive does not have; scripts/schema looks for the
 *   day in the reason instead.
 * - require-field-of-type-query-in-mutation-result: each payload has what its mutation changed.
 * - require-nullable-result-in-root: `viewer`, `vendorStatus` and payloads need no vendor, and always are.
 * - require-nullable-fields-with-oneof, require-type-pattern-with-oneof: there is no `@oneOf`.
 * - strict-id-in-types: parts of a figure, such as `Money` and `Freshness`, have no identity.
 */

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: 'schema/*.graphql' } } },
    plugins: { '@graphql-eslint': graphql },
    rules: Object.fromEntries(Object.entries(chosen).map(([rule, setting]) => [`@graphql-eslint/${rule}`, setting])),
  },
]
