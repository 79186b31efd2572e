/**
 * Allowed clock skew between the issuer and us, in seconds, for `nbf` and `exp` of both access and ID tokens, at
 * sign-in and on every call. With different tolerances, a person could sign in with one token and lack the roles that
 * only the other carries.
 *
 * Half a minute is the default of openid-client; RFC 7519, section 4.1.4, allows "no more than a few minutes".
 */
export const clockToleranceSeconds = 30
