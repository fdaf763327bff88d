"""Pages that scripts fill, for tests of the browser: a site's, and one that tries every way out."""

import json

TEXT = "The council voted on Tuesday to rebuild the bridge over the river, which a flood had taken in March of the year before. " * 6


def shell(script: str, title: str = "Ministry", more: str = "") -> bytes:
    """A page that is empty until its script has run."""
    head = f'<meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="/style.css">'
    body = f'<div id="app"></div>{more}<script src="{script}"></script>'
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def article(title: str, text: str = TEXT, published: str = "2026-03-04T09:00:00Z") -> bytes:
    """What an address for scripts says of an article."""
    return json.dumps({"title": title, "text": text, "published": published}).encode()


# Waits longer than a reader would see it wait, and draws what another address says.
APP = b"""
const at = location.pathname.split("/").pop();
(async () => {
  const said = await (await fetch("/api/" + at, {headers: {accept: "application/json"}})).json();
  await new Promise(done => setTimeout(done, 4000));
  if (Array.isArray(said)) {
    document.getElementById("app").innerHTML = "<main><h1>News</h1><ul>" + said.map(one =>
      `<li><a href="/news/${one.id}">${one.title}</a> <time datetime="2026-03-04">4 March 2026</time></li>`).join("") + "</ul></main>";
  } else {
    document.title = said.title;
    document.getElementById("app").innerHTML = `<main><article><h1>${said.title}</h1><time datetime="${said.published}">4 March</time>`
      + said.text.split("\\n").map(one => `<p>${one}</p>`).join("") + "</article></main>";
  }
})();
"""

# THERE is another server, UDP a port at which nobody may hear anything.
WAYS_OUT = """
const there = "THERE", socket = there.replace("http", "ws"), never = () => {};
const put = (name, said) => { const one = Object.assign(document.createElement(name), said); document.body.append(one); return one; };
const tries = [
  () => new Image().src = there + "/image",
  () => fetch(there + "/fetch"),
  () => fetch(there + "/opaque", {mode: "no-cors", keepalive: true}),
  () => fetch("/sent", {method: "POST", body: "x"}),
  () => { const one = new XMLHttpRequest(); one.open("GET", there + "/xhr"); one.send(); },
  () => navigator.sendBeacon(there + "/beacon", "x"),
  () => navigator.sendBeacon("/beacon", "x"),
  () => new EventSource(there + "/events"),
  () => new WebSocket(socket + "/socket"),
  () => new WebSocket(location.origin.replace("http", "ws") + "/socket"),
  () => new WebTransport(there.replace("http:", "https:") + "/transport").ready.catch(never),
  () => {
    const relay = {urls: "turn:127.0.0.2:UDP?transport=udp", username: "a", credential: "b"};
    const one = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.2:UDP"}, relay]});
    one.createDataChannel("x"); one.createOffer().then(offer => one.setLocalDescription(offer));
  },
  () => navigator.serviceWorker.register("/worker.js").catch(never),
  () => new Worker(URL.createObjectURL(new Blob([`fetch("${there}/worker"); importScripts("${there}/imported")`]))),
  () => new SharedWorker("/shared.js"),
  () => new SharedWorker(URL.createObjectURL(new Blob([`fetch("${there}/shared")`]))),
  () => open(there + "/popup"),
  () => open("about:blank").location = there + "/blank",
  () => put("a", {href: there + "/click", ping: there + "/ping"}).click(),
  () => put("a", {href: there + "/file", download: "x"}).click(),
  () => put("form", {action: there + "/form", method: "post"}).submit(),
  () => location.href = there + "/gone",
  () => location.href = "file:///etc/hostname",
  () => location.href = "chrome://version",
  () => document.cookie = "kept=1; max-age=99999",
  () => localStorage.setItem("kept", "1"),
  () => alert("stopped?"),
  () => Element.prototype.getAttribute = Array.prototype.push = () => { throw 1; },
];
for (const one of tries) { try { const said = one(); if (said && said.catch) said.catch(never); } catch {} }
document.head.insertAdjacentHTML("beforeend", `
  <link rel="preconnect" href="${there}"><link rel="dns-prefetch" href="//other.example"><link rel="prefetch" href="${there}/prefetch">
  <link rel="preload" as="script" href="${there}/preload"><link rel="modulepreload" href="${there}/modulepreload">
  <link rel="prerender" href="${there}/prerender"><link rel="icon" href="${there}/icon"><link rel="manifest" href="${there}/manifest">
  <link rel="stylesheet" href="${there}/styles"><style>@import "${there}/import"; body { background: url("${there}/background") }
  @font-face { font-family: x; src: url("${there}/font") } body { font-family: x }</style>
  <meta http-equiv="refresh" content="0; url=${there}/refresh">`);
const rules = document.createElement("script"); rules.type = "speculationrules";
const speculated = [{source: "list", urls: [there + "/speculated", "/rendered"]}];
rules.text = JSON.stringify({prefetch: speculated, prerender: speculated});
document.head.append(rules);
document.body.insertAdjacentHTML("beforeend", `<div id="shown"></div>
  <iframe src="${there}/frame"></iframe><iframe src="file:///etc/hostname"></iframe>
  <iframe srcdoc="<img src='${there}/inner'><script>fetch('${there}/inside')<\\/script>"></iframe>
  <object data="${there}/object"></object><embed src="${there}/embed">
  <video src="${there}/video" autoplay></video><audio src="${there}/audio"></audio>
  <img src="${there}/markup" srcset="${there}/set 2x"><svg><image href="${there}/svg"/><use href="${there}/use#x"/></svg>`);
setInterval(() => { fetch(there + "/again").catch(never); }, 200);
document.getElementById("app").innerHTML = "<main><article><h1>The bridge is rebuilt</h1><p>TEXT</p></article></main>";
"""
