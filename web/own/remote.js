// Files that a link says are at an address, its view.from. The page's own host is asked at once, as it is for the page.
// Another host is asked only after the visitor has said so, and learns no more than that somebody at this page's host
// wants this file: no cookies go there, and what leads on to a third host is not followed.

/** The most bytes of a file: what the reader unpacks at most, toynets/reading's MostBytes. */
export const MOST = 2 ** 29;

const BRING = "download the file yourself and bring it along";

/** Bytes in words. */
export const amount = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const LOCAL = /^(localhost|127\.0\.0\.1)$/; // hosts of which a page may be made and tried out, without a certificate

/**
 * The addresses in a link's view.from, joined by commas: of each the url, the name of the file, the host, and whether
 * that is the page's own. Throws for what is no address, or none that may be fetched.
 */
export const addresses = (from) =>
  decodeURIComponent(from)
    .split(",")
    .filter((text) => text.trim())
    .map(address);

function address(text) {
  const said = `The link says that a file is at “${text.slice(0, 80)}”`;
  let url;
  try {
    url = new URL(text, document.baseURI);
  } catch {
    throw new Error(`${said}, which is no address`);
  }
  const own = url.origin === location.origin;
  if (!own && url.protocol !== "https:" && !(url.protocol === "http:" && LOCAL.test(url.hostname)))
    throw new Error(`${said}; from another host than the page’s, only addresses that begin with https:// are fetched`);
  if (url.username || url.password) throw new Error(`${said}, an address with a password, which is not used`);
  return { url, own, host: url.host, name: decoded(url.pathname.split("/").at(-1)) || url.host };
}

const decoded = (name) => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/**
 * Fetches a file as a Blob of at most so many bytes; told(bytes) while it comes. Throws a sentence that says what went
 * wrong, as far as the browser tells.
 */
export async function download({ url, own, host, name }, { most = MOST, signal, told = () => {} } = {}) {
  const near = { mode: "same-origin" };
  const far = { mode: "cors", credentials: "omit", redirect: "manual", referrerPolicy: "no-referrer" };
  let forbidden = false;
  const heard = ({ effectiveDirective }) => {
    forbidden ||= effectiveDirective === "connect-src";
  };
  addEventListener("securitypolicyviolation", heard);
  const response = await fetch(url, { ...(own ? near : far), signal }).catch(async (error) => {
    if (signal?.aborted) throw error;
    await new Promise((resolve) => {
      setTimeout(resolve); // the policy may speak up after the refusal
    });
    throw new Error(
      forbidden
        ? `A policy of this page’s server forbids to fetch ${name} from ${host}: ${BRING}`
        : unreachable(own, host, name),
    );
  });
  removeEventListener("securitypolicyviolation", heard);
  if (response.type === "opaqueredirect")
    throw new Error(`${host} leads from ${url.href} on to another address, which is not followed: ${BRING}`);
  if (!response.ok) throw new Error(`${host} has no file at ${url.href} (it answers ${response.status})`);
  const large = () => new Error(`${url.href} is larger than ${amount(most)}, the most that a file of this link may be`);
  if (Number(response.headers.get("content-length")) > most) {
    await response.body?.cancel();
    throw large();
  }
  const parts = [];
  let got = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      if (signal?.aborted) throw error;
      throw new Error(`${name} broke off after ${amount(got)}: the connection to ${host} was lost`);
    });
    if (done) return new Blob(parts);
    got += value.length;
    if (got > most) {
      await reader.cancel();
      throw large();
    }
    parts.push(value);
    told(got);
  }
}

// Why there is no answer. Of another host's, browsers tell a script no more than that.
function unreachable(own, host, name) {
  if (!navigator.onLine) return `This browser is offline: ${name} could not be fetched from ${host}`;
  if (own)
    return `${name} could not be fetched from this page’s host, ${host}: it cannot be reached, or leads elsewhere`;
  return (
    `${host} did not give ${name} to this page: it cannot be reached, or it does not let pages of other hosts read ` +
    `its files (its answer lacks Access-Control-Allow-Origin); browsers do not tell which. You can ${BRING}`
  );
}
