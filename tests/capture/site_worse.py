"""Pages and feeds that are worse than the made-up site's own: each with what an honest capture says of it.

Answers that HTTP forbids are written to the socket as they are. `FEEDS` and `WORSE` map an address to the statuses that are true
of it, and to a reason that must be among those said, or to none.
"""

import base64
import gzip
import hashlib
import json
import time
import urllib.parse
import zlib

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
BASE = "<!doctype html><meta charset=utf-8><title>A page</title>"
CARD = "<style>article{display:block;height:260px;border:1px solid}</style>"
GOOD = b'{"all": "good"}'
PACKED = {
    "gzip": gzip.compress(GOOD),
    "deflate": zlib.compress(GOOD),
    "br": base64.b64decode("4AAQeyJhbGwiOiAiZ29vZCJ9Aw=="),
    "zstd": b"\x28\xb5\x2f\xfd\x20\x0f\x79\0\0" + GOOD,
}
FILM = bytes(range(256)) * 4000
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'

# A window of 40 nodes that are used again and again for 400 posts, as large feeds do it.
RECYCLED = """<div id=all style="position:relative;height:HIGHpx"></div><script>
const all=document.getElementById('all'),nodes=[...Array(40)].map(()=>{const one=document.createElement('div');one.setAttribute('role','article');one.style.cssText='position:absolute;height:100px;left:0;right:0';all.append(one);return one});
const show=()=>{const first=Math.max(0,Math.min(360,Math.floor(scrollY/100)-12));nodes.forEach((one,place)=>{const n=first+place;const slot=nodes[n%40];slot.style.top=n*100+'px';slot.setAttribute('aria-posinset',n+1);slot.setAttribute('aria-setsize',400);slot.textContent='post number '+n})};
addEventListener('scroll',show);show()</script>""".replace("HIGH", "40000")
GRAPHQL = """<main></main><script>let cursor='start',busy=false;const ask=async()=>{if(busy||!cursor)return;busy=true;
const told=await(await fetch('/worse/ask-graphql?MODE',{method:'POST',body:JSON.stringify({operation:'Feed',variables:{after:cursor}})})).json();
const feed=told.data&&told.data.feed;if(feed){for(const one of feed.edges){const card=document.createElement('article');card.textContent=one.node.text;document.querySelector('main').append(card)}
cursor=feed.pageInfo.hasNextPage?feed.pageInfo.endCursor:null;busy=false}else cursor=null;
if(innerHeight+scrollY>document.body.scrollHeight-900)ask()};addEventListener('scroll',ask);ask()</script>"""
SHADOW = """<a-feed></a-feed><script>customElements.define('a-feed',class extends HTMLElement{connectedCallback(){const root=this.attachShadow({mode:'MODE'});
root.innerHTML='<style>article{display:block;height:260px}</style>';for(let n=0;n<20;n++){const one=document.createElement('article');one.textContent='post in the shade '+n;root.append(one)}EXTRA}})</script>"""
OVER_SOCKET = """<main></main><script>const socket=new WebSocket(location.origin.replace('http','ws')+'/worse/feed-socket?MODE');
socket.onmessage=(event)=>{const told=JSON.parse(event.data);for(const one of told.items){const card=document.createElement('article');card.textContent=one;document.querySelector('main').append(card)}
if(told.next_cursor)socket.send(JSON.stringify({after:told.next_cursor}))}</script>"""
CHAT = """<style>#log{height:100vh;overflow-y:auto;display:flex;flex-direction:column-reverse}body{margin:0}article{flex:none}</style><div id=log></div><script>
const log=document.getElementById('log');let page=0,busy=false;const ask=async()=>{if(busy||page>4)return;busy=true;const told=await(await fetch('/worse/older?page='+page)).json();
for(const one of told.items){const card=document.createElement('article');card.textContent=one;log.append(card)}page++;busy=false};
log.addEventListener('scroll',()=>{if(-log.scrollTop+log.clientHeight>log.scrollHeight-300)ask()});ask()</script>"""
HELD_BACK = """<script>const all=[...Array(30).keys()];document.write(all.map(n=>`<article><img data-src="/worse/dot.svg?${n}" width=100 height=100></article>`).join(''));
let timer;const bring=()=>{clearTimeout(timer);timer=setTimeout(()=>{for(const one of document.querySelectorAll('img[data-src]')){const box=one.getBoundingClientRect();if(box.bottom>0&&box.top<innerHeight&&!one.src)one.src=one.dataset.src}},250)};
addEventListener('scroll',bring);bring()</script>"""
IN_FRAME = """<iframe src="FAR/worse/within?MODE" width=800 height=500></iframe><iframe src="/worse/small" width=300 height=60></iframe>"""
WITHIN = """<style>body{margin:0}#box{height:100vh;overflow-y:auto}</style><div id=box><main></main></div><script>
const box=document.getElementById('box');let page=0,busy=false;const ask=async()=>{if(busy||page>4)return;busy=true;const told=await(await fetch('/worse/older?page='+page)).json();
for(const one of told.items){const card=document.createElement('article');card.textContent=one;document.querySelector('main').append(card)}page++;busy=false;
if(page===2&&location.search==='?button'){const more=document.createElement('button');more.textContent='Show more comments';document.querySelector('main').append(more);busy=true}};
box.addEventListener('scroll',()=>{if(box.scrollTop+box.clientHeight>box.scrollHeight-300)ask()});ask()</script>"""

FEEDS = {
    "recycled": (RECYCLED, {"COMPLETE"}, None, 400),
    "graphql": (GRAPHQL.replace("MODE", "well"), {"COMPLETE"}, None, 50),
    "graphql-error": (GRAPHQL.replace("MODE", "error"), {"PARTIAL"}, "requests_answered_with_error", 20),
    "shadow-open": (SHADOW.replace("MODE", "open").replace("EXTRA", ""), {"COMPLETE"}, None, 20),
    "shadow-closed": (SHADOW.replace("MODE", "closed").replace("EXTRA", ""), {"COMPLETE"}, None, 20),
    "shadow-more": (
        SHADOW.replace("MODE", "closed").replace("EXTRA", ";root.append(Object.assign(document.createElement('button'),{textContent:'Load more'}))"),
        {"PARTIAL"}, "more_offered", 20,
    ),
    "socket": (OVER_SOCKET.replace("MODE", "well"), {"COMPLETE"}, None, 50),
    "socket-broken": (OVER_SOCKET.replace("MODE", "broken"), {"PARTIAL"}, "more_promised", 20),
    "chat": (CHAT, {"COMPLETE"}, None, 50),
    "held-back": (HELD_BACK, {"COMPLETE"}, None, 30),
    "in-frame": (IN_FRAME.replace("MODE", "well"), {"COMPLETE"}, None, 50),
    "in-frame-button": (IN_FRAME.replace("MODE", "button"), {"PARTIAL"}, "more_offered", 20),
    "counted": ("<p>Showing 1 to 3 of 43 posts</p><article>1</article><article>2</article><article>3</article>", {"PARTIAL"}, "set_incomplete", 3),
    "unsafe-text": ("<article id=x></article><script>document.getElementById('x').textContent='half \\ud800 a letter';document.title='\\udfff'</script>", {"COMPLETE"}, None, 1),
    "film": ("<article>a film</article><video src=/worse/film.bin preload=none width=200 height=100></video>", {"COMPLETE"}, None, 1),
    "cached": ("<article>twice</article><script>(async()=>{await(await fetch('/worse/tagged')).text();await(await fetch('/worse/tagged',{cache:'no-cache'})).text()})()</script>", {"COMPLETE"}, None, 1),
    "packed": ("<article>packed</article><script>for(const one of ['gzip','deflate','br','zstd'])fetch('/worse/as-packed?as='+one).then(told=>told.json())</script>", {"COMPLETE"}, None, 1),
}  # fmt: skip

WORSE = {
    "print": ("<p>print</p><script>print();setInterval(print,50)</script>", {"COMPLETE", "PARTIAL"}, None),
    "leaving": ("<p>stay</p><script>onbeforeunload=()=>'no';setTimeout(()=>location='/worse/small',300)</script>", {"COMPLETE", "PARTIAL"}, None),
    "dialogs": ("<p>ask</p><iframe src='FAR/worse/asking' width=300 height=100></iframe><script>setInterval(()=>prompt('name?'),30);confirm('sure?')</script>", {"COMPLETE", "PARTIAL"}, None),
    "closes": ("<p>bye</p><script>setTimeout(()=>{close();window.open('','_self').close()},200)</script>", {"COMPLETE", "PARTIAL", "FAILED"}, None),
    "eats-memory": ("<p>eats</p><script>const all=[];setInterval(()=>{for(let n=0;n<40;n++)all.push(new Uint8Array(16<<20).fill(n))},10)</script>", {"PARTIAL", "FAILED"}, None),
    "deep": ("<p>deep</p><script>let at=document.body;for(let n=0;n<20000;n++)at=at.appendChild(document.createElement('div'))</script>", {"COMPLETE", "PARTIAL"}, None),
    "many-frames": ("<p>frames</p><script>for(let n=0;n<300;n++)document.body.append(Object.assign(document.createElement('iframe'),{src:'/worse/small?'+n}))</script>", {"COMPLETE", "PARTIAL"}, None),
    "frames-in-frames": ("<p>in</p><iframe src='/worse/nest?0'></iframe>", {"COMPLETE", "PARTIAL"}, None),
    "workers": ("<p>workers</p><script>for(let n=0;n<300;n++)new Worker('data:text/javascript,for(;;){}')</script>", {"PARTIAL"}, "frames_unwatched"),
    "large-data": ("<p>data</p><script>const one=new Image();one.src='data:image/svg+xml;base64,'+btoa('<svg xmlns=\"http://www.w3.org/2000/svg\">'+' '.repeat(12e6)+'</svg>');document.body.append(one)</script>", {"COMPLETE", "PARTIAL"}, None),
    "hung-frame": ("<p>hung</p><iframe src='FAR/worse/hangs' width=400 height=300></iframe>", {"PARTIAL"}, "frames_unwatched"),
    "sandboxed": ("<p>box</p><iframe sandbox src='/worse/tall' width=400 height=300></iframe>", {"COMPLETE"}, None),
    "storage": ("<p>full</p><script>const big='x'.repeat(4e6);try{localStorage.a=big}catch(e){}caches.open('c').then(async c=>{for(let n=0;n<50;n++)await c.put('/x'+n,new Response(big))})</script>", {"COMPLETE", "PARTIAL"}, None),
    "odd-schemes": ("<p>odd</p><iframe src='ftp://127.0.0.1/x'></iframe><iframe src='file:///etc/passwd'></iframe><img src='chrome://favicon/x'><script>setTimeout(()=>{location='mailto:a@b.uk'},100);fetch('intent://x').catch(()=>0)</script>", {"PARTIAL", "COMPLETE"}, None),
}  # fmt: skip
RAW = {
    "/worse/lies-long": ({"FAILED", "PARTIAL"}, None),
    "/worse/lies-short": ({"COMPLETE", "PARTIAL"}, None),
    "/worse/broken-chunks": ({"FAILED", "PARTIAL"}, None),
    "/worse/bad-gzip": ({"FAILED", "PARTIAL"}, None),
    "/worse/gzip-bomb": ({"PARTIAL"}, None),
    "/worse/header-bomb": ({"FAILED"}, None),
    "/worse/many-headers": ({"COMPLETE", "FAILED"}, None),
    "/worse/drips": ({"PARTIAL", "FAILED"}, None),
    "/worse/drips-head": ({"FAILED"}, None),
    "/worse/no-answer": ({"FAILED"}, None),
    "/worse/hangs-up": ({"FAILED"}, None),
    "/worse/not-http": ({"FAILED"}, None),
    "/worse/loop": ({"FAILED"}, None),
    "/worse/hops?n=12": ({"COMPLETE"}, None),
    "/worse/proxy-login": ({"FAILED", "PARTIAL", "LOGIN_WALL"}, None),
    "/worse/asks-password": ({"LOGIN_WALL"}, None),
    "/worse/gone": ({"PARTIAL"}, "answered_with_error"),
    "/worse/gone-empty": ({"PARTIAL", "FAILED"}, None),
    "/worse/nothing": ({"FAILED", "PARTIAL"}, None),
    "/worse/to-data": ({"FAILED"}, None),
    "/worse/to-file": ({"FAILED"}, None),
    "/worse/refresh-header": ({"PARTIAL", "COMPLETE"}, None),
}  # fmt: skip


def older(page):
    """A page of ten things."""
    return json.dumps(
        {"items": [f"message {page * 10 + place} " + "with some words " * 20 for place in range(10)]}
    ).encode()


def graphql(after, *, mode):
    """A page of a feed as GraphQL answers it; an error comes with status 200."""
    page = 0 if after == "start" else int(after.removeprefix("cursor-of-"))
    if mode == "error" and page == 2:
        return json.dumps({"data": None, "errors": [{"message": "rate limited"}]}).encode()
    edges = [
        {"node": {"id": page * 10 + n, "text": f"post {page * 10 + n} " + "and words " * 40}}
        for n in range(10)
    ]
    info = {"hasNextPage": page < 4, "endCursor": f"cursor-of-{page + 1}"}
    return json.dumps({"data": {"feed": {"edges": edges, "pageInfo": info}}}).encode()


def page(name, *, far):
    """A page by its name, or none."""
    content = {name: one[0] for name, one in {**FEEDS, **WORSE}.items()} | {
        "small": "<p>small</p>", "within": WITHIN, "asking": "<p>asking</p><script>setInterval(()=>alert('frame'),30)</script>",
        "hangs": "<p>hangs</p><script>setTimeout(()=>{for(;;){}},100)</script>", "tall": "<p>a</p><div style='height:3000px'></div><p>b</p>",
    }  # fmt: skip
    return (BASE + CARD + content[name].replace("FAR", far)).encode() if name in content else None


def answer(handler, asked, posted):
    """Whatever is asked below `/worse/`."""
    name = urllib.parse.urlsplit(handler.path).path.removeprefix("/worse/")
    if writer := globals().get(f"_write_{name.replace('-', '_')}"):
        handler.close_connection = True
        try:
            writer(handler.wfile, handler)
            handler.wfile.flush()
        except OSError:
            pass
    elif name == "ask-graphql":
        mode = urllib.parse.urlsplit(handler.path).query
        handler.give("application/json", graphql(json.loads(posted)["variables"]["after"], mode=mode))
    elif name == "older":
        handler.give("application/json", older(int(asked["page"])))
    elif name == "as-packed":
        how = asked["as"]
        handler.give("application/json", PACKED[how], headers=[("Content-Encoding", how)])
    elif name == "nest":
        depth = int(urllib.parse.urlsplit(handler.path).query)
        inner = f"<iframe src='/worse/nest?{depth + 1}'></iframe>" if depth < 12 else ""
        handler.give("text/html", f"<p>{depth}</p>{inner}".encode())
    elif name == "dot.svg":
        handler.give("image/svg+xml", DOT)
    elif name == "film.bin":
        handler.give("video/mp4", FILM)
    elif name == "tagged":
        is_known = handler.headers.get("If-None-Match") == '"one"'
        handler.give(
            "text/plain",
            b"" if is_known else b"tagged",
            status=304 if is_known else 200,
            headers=[("ETag", '"one"')],
        )
    elif content := page(name, far=handler.site.far):
        handler.give("text/html; charset=utf-8", content)
    else:
        handler.give("text/plain", b"There is nothing here.", status=404)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _write_lies_long(out, _):
    out.write(HEAD + b"Content-Length: 5000\r\n\r\n<p>short of what it says")


def _write_lies_short(out, _):
    out.write(HEAD + b"Content-Length: 9\r\n\r\n<p>short and then much more than it says</p>" * 20)


def _write_broken_chunks(out, _):
    out.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n8\r\n<p>one, \r\nfff\r\nand no more")


def _write_bad_gzip(out, _):
    out.write(
        HEAD
        + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
        + gzip.compress(b"<p>one" * 5000)[:60]
        + b"\0\1\2" * 50
    )


def _write_gzip_bomb(out, _):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out.write(HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + packer.compress(b"<p>bomb</p>"))
    for _ in range(400):
        out.write(packer.compress(b" " * (1 << 20)))
    out.write(packer.flush())


def _write_header_bomb(out, _):
    out.write(HEAD)
    for number in range(30_000):
        out.write(b"X-%d: %s\r\n" % (number, b"a" * 100))
    out.write(b"\r\n<p>bomb")


def _write_many_headers(out, _):
    out.write(HEAD + b"".join(b"X-%d: \xff\xfe\xc3\xa9 %d\r\n" % (number, number) for number in range(900)))
    out.write(b"Content-Length: 8\r\n\r\n<p>many\n")


def _write_drips(out, handler):
    out.write(HEAD + b"Content-Length: 1000000\r\n\r\n<p>drips</p>")
    _drip(out, handler, b" ")


def _write_drips_head(out, handler):
    out.write(HEAD)
    _drip(out, handler, b"X: y\r\n")


def _write_no_answer(out, handler):
    handler.site.over.wait(60)


def _write_hangs_up(out, handler):
    handler.connection.close()


def _write_not_http(out, _):
    out.write(b"\x16\x03\x01 220 mail.example ESMTP\r\n")


def _write_loop(out, _):
    _redirect(out, "/worse/loop")


def _write_hops(out, handler):
    left = int(urllib.parse.urlsplit(handler.path).query.partition("=")[2])
    _redirect(out, f"/worse/hops?n={left - 1}" if left else "/worse/small")


def _write_proxy_login(out, _):
    out.write(b"HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 3\r\n\r\n<p>")


def _write_asks_password(out, _):
    out.write(
        b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\n<p>who?\n"
    )


def _write_gone(out, _):
    out.write(
        b"HTTP/1.1 410 Gone\r\nContent-Type: text/html\r\nContent-Length: 30\r\n\r\n<p>This post has been deleted.\n"
    )


def _write_gone_empty(out, _):
    out.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def _write_nothing(out, _):
    out.write(b"HTTP/1.1 204 No Content\r\n\r\n")


def _write_to_data(out, _):
    _redirect(out, "data:text/html,<p>in")


def _write_to_file(out, _):
    _redirect(out, "file:///etc/passwd")


def _write_refresh_header(out, _):
    out.write(HEAD + b"Refresh: 0; url=/worse/small\r\nContent-Length: 6\r\n\r\n<p>go\n")


def _redirect(out, to):
    out.write(b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % to.encode())


def _drip(out, handler, drop):
    while not handler.site.over.is_set():
        out.write(drop)
        out.flush()
        time.sleep(0.2)


def _write_feed_socket(out, handler):
    """A feed over a websocket: each page is asked for by a message; one breaks off after two pages."""
    key = handler.headers["Sec-WebSocket-Key"] + MAGIC
    accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
    out.write(
        b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
        % accept.encode()
    )
    is_broken = handler.path.endswith("?broken")
    for number in range(2 if is_broken else 5):
        told = {
            "items": json.loads(older(number))["items"],
            "next_cursor": f"cursor-of-{number + 1}" if number < 4 else None,
        }
        content = json.dumps(told).encode()
        out.write(b"\x81\x7e" + len(content).to_bytes(2, "big") + content)
        out.flush()
        if number < 4 and not _read_frame(handler.rfile):
            return
    if not is_broken:
        handler.site.over.wait(60)


def _read_frame(source):
    head = source.read(2)
    if len(head) < 2 or head[0] & 15 == 8:
        return b""
    mask = source.read(4)
    return bytes(one ^ mask[place % 4] for place, one in enumerate(source.read(head[1] & 127)))
