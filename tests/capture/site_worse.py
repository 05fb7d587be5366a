"""Pages and feeds that are worse than the made-up site's own: each with what an honest capture says of it.

`FEEDS` and `WORSE` map a page's name to its content, to the statuses that are true of it, and to a reason that must be among those
said, or to none; a feed also to how many posts it has in view at the end.
"""

import json

BASE = "<!doctype html><meta charset=utf-8><title>A page</title>"
CARD = "<style>article{display:block;height:260px;border:1px solid}</style>"
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
const LATE=location.search==='?late'?'&after=1.5':'';const box=document.getElementById('box');let page=0,busy=false;const ask=async()=>{if(busy||page>4)return;busy=true;const told=await(await fetch('/worse/older?page='+page+(page?'':LATE))).json();
for(const one of told.items){const card=document.createElement('article');card.textContent=one;document.querySelector('main').append(card)}page++;busy=false;
if(page===2&&location.search==='?button'){const more=document.createElement('button');more.textContent='Dangos rhagor o sylwadau';document.querySelector('main').append(more);busy=true}};
box.addEventListener('scroll',()=>{if(box.scrollTop+box.clientHeight>box.scrollHeight-300)ask()});ask()</script>"""

# Posts in a row that brings more only while it is scrolled sideways.
STRIP = """<style>#row{display:flex;overflow-x:auto;width:700px;direction:WAY}#row article{flex:0 0 260px}</style><p style="height:1500px">above</p><div id=row></div><script>
const row=document.getElementById('row');let page=0,busy=false;const ask=async()=>{if(busy||page>4)return;busy=true;const told=await(await fetch('/worse/older?page='+page)).json();
for(const one of told.items){const card=document.createElement('article');card.textContent=one;row.append(card)}page++;busy=false};
row.addEventListener('scroll',()=>{if(Math.abs(row.scrollLeft)+row.clientWidth>row.scrollWidth-300)ask()});ask()</script>"""
# What is fetched once a reader opens it, one such thing within the other.
CLOSED = """<details id=outer><summary>Answers</summary><div></div></details><script>let page=0;const open=(one)=>one.addEventListener('toggle',async()=>{if(!one.open||one.dataset.had)return;one.dataset.had=1;
const told=await(await fetch('/worse/older?page='+page++)).json();for(const text of told.items){const card=document.createElement('article');card.textContent=text;one.querySelector('div').append(card)}
if(page===1){const inner=document.createElement('details');inner.innerHTML='<summary>Load more replies</summary><div></div>';one.querySelector('div').append(inner);open(inner)}});open(document.getElementById('outer'))</script>"""
PRESSED = "<article>a post <button aria-expanded=false onclick=\"fetch('/worse/older?page=0')\">Replies</button></article>"
# Pages of a feed that is asked only when its end was in view for a while.
SILENT = """<main></main><script>let page=0,timer=0;const ask=async()=>{if(page>2)return;const told=await(await fetch('/worse/older?page='+page++)).json();
for(const one of told.items){const card=document.createElement('article');card.textContent=one;document.querySelector('main').append(card)}timer=0};
addEventListener('scroll',()=>{if(!timer&&innerHeight+scrollY>document.body.scrollHeight-400)timer=setTimeout(ask,5200)});ask()</script>"""
# A feed that is asked when a thing at its end comes into view, which stays there when nothing more comes.
WATCHED = """<main></main><div class=NAME style="height:20px">WORDS</div><script>let page=0,busy=false;const end=document.querySelector('div');const ask=async()=>{if(busy||page>2)return;busy=true;const told=await(await fetch('/worse/older?page='+page++)).json();
for(const one of told.items){const card=document.createElement('article');card.textContent=one;document.querySelector('main').append(card)}busy=false};
new IntersectionObserver(found=>{if(found.some(one=>one.isIntersecting))ask()}).observe(end);ask()</script>"""
# A feed whose next page has no name: it stands beside the posts.
PLACED = """<main></main><script>let after='start',left=MOST,busy=false;const ask=async()=>{if(busy||!after||left<1)return;left--;busy=true;const [posts,next]=await(await fetch('/worse/ask-placed?'+after)).json();
for(const one of posts){const card=document.createElement('article');card.textContent=one.text;document.querySelector('main').append(card)}after=next;busy=false};
addEventListener('scroll',()=>{if(innerHeight+scrollY>document.body.scrollHeight-900)ask()});ask()</script>"""

FEEDS = {
    "strip": (STRIP.replace("WAY", "ltr"), {"COMPLETE"}, None, 50),
    "strip-rtl": (STRIP.replace("WAY", "rtl"), {"COMPLETE"}, None, 50),
    "closed": (CLOSED, {"COMPLETE"}, None, 20),
    "closed-button": (PRESSED, {"PARTIAL"}, "more_offered", 1),
    "watched": (WATCHED.replace("NAME", "sentinel").replace("WORDS", ""), {"PARTIAL"}, "end_not_said", 30),
    "loading": (WATCHED.replace("NAME", "note").replace("WORDS", "Loading more…"), {"PARTIAL"}, "loaded_in_vain", 30),
    "silent": (SILENT, {"COMPLETE"}, None, 30),
    "placed": (PLACED.replace("MOST", "99"), {"COMPLETE"}, None, 40),
    "placed-broken": (PLACED.replace("MOST", "2"), {"PARTIAL"}, "more_promised", 20),
    "placed-once": (PLACED.replace("MOST", "1"), {"PARTIAL"}, "more_promised", 10),
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
    "in-frame-late": (IN_FRAME.replace("MODE", "late"), {"COMPLETE"}, None, 50),
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
    "workers": ("<p>workers</p><script>for(let n=0;n<300;n++)new Worker('data:text/javascript,for(;;){}')</script>", {"PARTIAL"}, None),
    "large-data": ("<p>data</p><script>const one=new Image();one.src='data:image/svg+xml;base64,'+btoa('<svg xmlns=\"http://www.w3.org/2000/svg\">'+' '.repeat(12e6)+'</svg>');document.body.append(one)</script>", {"COMPLETE", "PARTIAL"}, None),
    "hung-frame": ("<p>hung</p><iframe src='FAR/worse/hangs' width=400 height=300></iframe>", {"PARTIAL"}, "frames_unwatched"),
    "sandboxed": ("<p>box</p><iframe sandbox src='/worse/tall' width=400 height=300></iframe>", {"COMPLETE"}, None),
    "storage": ("<p>full</p><script>const big='x'.repeat(4e6);try{localStorage.a=big}catch(e){}caches.open('c').then(async c=>{for(let n=0;n<50;n++)await c.put('/x'+n,new Response(big))})</script>", {"COMPLETE", "PARTIAL"}, None),
    "odd-schemes": ("<p>odd</p><iframe src='ftp://127.0.0.1/x'></iframe><iframe src='file:///etc/passwd'></iframe><img src='chrome://favicon/x'><script>setTimeout(()=>{location='mailto:a@b.uk'},100);fetch('intent://x').catch(()=>0)</script>", {"PARTIAL", "COMPLETE"}, None),
}  # fmt: skip


def older(page):
    """A page of ten things."""
    return json.dumps(
        {"items": [f"message {page * 10 + place} " + "with some words " * 20 for place in range(10)]}
    ).encode()


def placed(after):
    """A page of a feed as an answer without names gives it: posts, then what the next page is asked by."""
    number = 0 if after == "start" else int(after[1:])
    posts = [
        {"id": number * 10 + n, "text": f"post {number * 10 + n} " + "and words " * 40} for n in range(10)
    ]
    return json.dumps([posts, f"c{number + 1}" if number < 3 else None]).encode()


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
