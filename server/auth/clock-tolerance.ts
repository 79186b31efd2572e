/**
 * How far the issuer's clock and ours may be apart, in seconds, wherever a token says from when or until when it is good
 * (`nbf`, `exp`): of the access token as of the ID token, at sign-in as in every call. Were one of them judged more strictly,
 * a person could be signed in by the one and be without the roles that stand in the other.
 *
 * Half a minute is what openid-client takes by default; RFC 7519, section 4.1.4, allows "no more than a few minutes".
 */
export const clockToleranceSeconds = 30
