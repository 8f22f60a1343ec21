/** The nonce under which the server's content security policy allows style sheets added by scripts. */
export function styleNonce(): string {
  return document.querySelector('meta[name="style-nonce"]')?.getAttribute("content") ?? "";
}
