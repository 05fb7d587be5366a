"""What the made-up site shows: its pages, scripts, styles and pictures, and the bodies that a capture must hold."""

LATIN = "body { font-family: sans-serif } .\xe9t\xe9::after { content: '\xe9' }".encode("latin-1")
PIECES = ["first piece, ".encode("utf-16"), "second pièce".encode("utf-16-le")]
MODULES = 10
AVATARS = 20
WORKER_PARTS = 7
TEXT = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css"}

PAGE = """<!doctype html><html lang=en><head><title>A feed of the borough</title><link rel=stylesheet href=/style.css>
<link rel=stylesheet href=/latin.css><link rel=prefetch href=/later.js><script type=module src=/module-0.js></script></head>
<body><h1>News of the borough</h1><audio controls preload=auto src=/sound></audio><img src=/go><img src=/missing.png>
<iframe src=/frame-near width=300 height=80></iframe><iframe src=FAR/frame-far width=300 height=80></iframe>
<iframe srcdoc="<p>in place</p><img src=/pictures/inner.png>" width=300 height=80></iframe><main id=feed></main><script src=/feed.js></script></body></html>"""
STYLE = "@import '/more.css';main{width:600px;margin:auto}.card{border:1px solid #999;margin:12px 0;padding:8px;min-height:400px}body{background:url(/pictures/ground.png)}"
FEED = """
const kind = new URLSearchParams(location.search).get('kind') || 'ends', feed = document.getElementById('feed');
const COUNTED = PAGES, POSTED = 4, keep = { dropped: 30, drops: 30 }[kind];
let page = 0, busy = false, over = false, taken = 0;
const show = (post) => {
  const card = document.createElement('article'); card.className = 'card'; card.id = 'post-' + post.id;
  card.innerHTML = `<img class=face src=${post.avatar} width=40 height=40><h2>${post.title}</h2><p>${post.text}</p><img loading=lazy src=${(post.id % 2 ? 'FAR' : '') + post.picture} width=224 height=224>`;
  feed.append(card);
};
const drop = () => {
  while (keep && feed.children.length > keep) {
    const first = feed.querySelector('article'), high = first.getBoundingClientRect().height + 12;
    first.remove(); taken += high; feed.style.paddingTop = taken + 'px';
  }
};
const ask = async () => {
  if (busy || over) return;
  busy = true;
  if (kind === 'late') await new Promise((done) => setTimeout(done, 700));
  const posted = kind === 'ends' && page >= COUNTED - POSTED;
  const answer = await fetch('/feed?kind=' + kind + (posted ? '' : '&page=' + page), posted ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ page }) } : {});
  if (!answer.ok) { over = true; return; }
  const told = await answer.json();
  if (kind === 'thrown' && page === 3) { over = true; throw new Error('a mistake of the page'); }
  told.posts.forEach(show); drop();
  page += 1; busy = false;
  over = !told.posts.length || told.next === null || (kind === 'silent' && page === 6) || (kind === 'button' && page === 3);
  if (kind === 'button' && page === 3) { const more = document.createElement('button'); more.textContent = 'Show more posts'; document.body.append(more); }
  if (innerHeight + scrollY > document.body.scrollHeight - 1200) ask();
};
addEventListener('scroll', () => { if (innerHeight + scrollY > document.body.scrollHeight - 1200) ask(); });
ask();
"""
MODULE_0 = """
import '/module-1.js';
navigator.serviceWorker?.register('/service.js');
new Worker('/worker.js');
new Worker(URL.createObjectURL(new Blob(["fetch('ORIGIN/from-blob.json')"])));
new SharedWorker('/shared.js');
new WebSocket(location.origin.replace('http', 'ws') + '/socket').onopen = (event) => event.target.send('hello');
new EventSource('/events');
navigator.sendBeacon('/beacon', 'a word');
fetch('/none'); fetch('/pieces').then((answer) => answer.text()); fetch('/odd.json').then((answer) => answer.arrayBuffer());
fetch('/empty.txt').then((answer) => answer.text());
"""
SERVICE = """
self.addEventListener('install', (event) => event.waitUntil(Promise.all([...Array(PARTS).keys()].map((n) => fetch('/service-' + n + '.json'))).then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
self.addEventListener('fetch', () => {});
""".replace("PARTS", str(WORKER_PARTS))
WALL = """<!doctype html><title>Sign in</title><h1>Sign in to continue</h1><form><input name=user><input type=password><button>Log in</button></form>"""
HOSTILE = {
    "talks": """<h1>talks</h1><iframe srcdoc="<p style='height:3000px'>tall inside</p>" width=600 height=400></iframe><script>alert('look');setTimeout(()=>{throw new Error('no')},100)</script>""",
    "blob-worker": "<h1>worker</h1><script>new Worker(URL.createObjectURL(new Blob(['for(;;){postMessage(1)}'])))</script>",
    "busy": "<h1>busy</h1><script>setTimeout(()=>{for(;;){}},200)</script>",
    "alerts": "<h1>alerts</h1><script>for(;;)alert('look at me')</script>",
    "self-navigation": "<h1>away</h1><script>setTimeout(()=>location.replace('/hostile/self-navigation?'+Math.random()),50)</script>",
    "stream": "<h1>stream</h1><script>fetch('/endless-stream').then(r=>r.arrayBuffer())</script>",
    "gigabyte-body": "<h1>large</h1><script>fetch('/gigabyte').then(r=>r.arrayBuffer())</script>",
    "tall": "<h1>tall</h1><div style='height:100000px;background:linear-gradient(red,blue)'></div><p>the end</p>",
    "popups": "<h1>windows</h1><script>setInterval(()=>{for(let i=0;i<20;i++)open('/hostile/popups')},20);open('/hostile/popups')</script>",
    "reload": "<h1>again</h1><meta http-equiv=refresh content='0'>",
    "many": "<h1>many</h1><script>let n=0;setInterval(()=>{for(let i=0;i<50;i++)fetch('/none?'+n++)},5)</script>",
    "growing": "<h1>growing</h1><script>setInterval(()=>{for(let i=0;i<30;i++)document.body.append(Object.assign(document.createElement('p'),{textContent:'a line that is new '+Math.random()}))},10)</script>",
    "download-now": "<h1>file</h1><script>location='/download'</script>",
}
SCROLLED_WITHIN = """<!doctype html><title>Inner</title><style>body{margin:0;overflow:hidden}#box{height:100vh;overflow-y:auto}</style><div id=box><main id=inner></main></div><script>
const box=document.getElementById('box'),inner=document.getElementById('inner');let page=0,busy=false;
const ask=async()=>{if(busy||page>5)return;busy=true;const told=await(await fetch('/feed?kind=mute&page='+page)).json();for(const post of told.posts){const one=document.createElement('div');one.setAttribute('role','article');one.textContent=post.title+post.text;one.style.height='300px';inner.append(one)}page++;busy=false};
box.addEventListener('scroll',()=>{if(box.scrollTop+box.clientHeight>box.scrollHeight-600)ask()});ask()</script>"""


def post(number):
    """One post as the feed tells it."""
    return {
        "id": number, "title": f"Post {number}", "text": f"What the borough did on day {number}. " * 4,
        "picture": f"/pictures/{number}.png", "avatar": f"/avatars/{number % AVATARS}.png",
    }  # fmt: skip


def table(site, *, picture):
    """Every address that always gives the same, with its type."""
    found = {f"/{name}": (TEXT["js"], body.encode()) for name, body in scripts(site).items()}
    found |= {
        "/": (TEXT["html"], PAGE.replace("FAR", site.far).encode()),
        "/style.css": (TEXT["css"], b"\xef\xbb\xbf" + STYLE.encode()),
        "/more.css": (TEXT["css"], b"h1{color:navy}"),
        "/latin.css": ("text/css; charset=iso-8859-1", LATIN),
        "/frame-near": (TEXT["html"], b"<p>near</p><img src=/pictures/near.png>"),
        "/frame-far": (TEXT["html"], b"<p>far</p><script src=/frame.js></script><img src=/pictures/far.png>"),
        "/odd.json": ("application/octet-stream", b'{"odd": "\xff\xfe\x00"}\r\n'),
        "/from-blob.json": ("application/json", b'{"from": "a worker made of a blob"}'),
        "/empty.txt": ("text/plain", b""),
        "/favicon.ico": ("image/png", picture("icon", side=16)),
        "/wall": (TEXT["html"], WALL.encode()),
        "/within": (TEXT["html"], SCROLLED_WITHIN.encode()),
    }  # fmt: skip
    found |= {
        f"/service-{number}.json": ("application/json", b'{"part": %d}' % number)
        for number in range(WORKER_PARTS)
    }
    found |= {
        f"/worker-{number}.json": ("application/json", b'{"worker": %d}' % number) for number in range(3)
    }
    found |= {
        f"/avatars/{number}.png": ("image/png", picture(f"face {number}", side=40))
        for number in range(AVATARS)
    }
    for number in [*range(120), "redirected", "inner", "near", "far", "ground"]:
        found[f"/pictures/{number}.png"] = ("image/png", picture(number))
    return found | {
        f"/hostile/{name}": (TEXT["html"], f"<!doctype html><body>{body}".encode())
        for name, body in HOSTILE.items()
    }


def scripts(site):
    """The scripts by name."""
    modules = {
        f"module-{n}.js": f"import '/module-{n + 1}.js'; export const n = {n};" for n in range(1, MODULES - 1)
    }
    return modules | {
        "module-0.js": MODULE_0.replace("ORIGIN", site.near),
        f"module-{MODULES - 1}.js": "export const last = true;",
        "feed.js": FEED.replace("FAR", site.far).replace("PAGES", str(site.posts // 10)),
        "later.js": "// for later",
        "frame.js": "fetch('/pictures/ground.png'); fetch('/worker-2.json')",
        "worker.js": "fetch('/worker-0.json').then(() => new Worker('/inner-worker.js'))",
        "inner-worker.js": "fetch('/worker-1.json')",
        "shared.js": "fetch('/service-0.json?shared')",
        "service.js": SERVICE,
    }


def expected(site, *, picture):
    """What a whole capture of `/?kind=ends` holds, but for its feed and what is made anew."""
    fixed = table(site, picture=picture)
    near = [f"/{name}" for name in scripts(site) if name != "frame.js"]
    near += [
        "/style.css",
        "/more.css",
        "/latin.css",
        "/frame-near",
        "/odd.json",
        "/from-blob.json",
        "/empty.txt",
        "/favicon.ico",
    ]
    near += [f"/service-{number}.json" for number in range(WORKER_PARTS)] + [
        "/worker-0.json",
        "/worker-1.json",
    ]
    near += [f"/avatars/{number}.png" for number in range(AVATARS)]
    near += [f"/pictures/{name}.png" for name in ["redirected", "inner", "near", "ground"]]
    near += [f"/pictures/{number}.png" for number in range(0, site.posts, 2)]
    far = ["/frame-far", "/frame.js", "/pictures/far.png", "/pictures/ground.png", "/worker-2.json"]
    far += [f"/pictures/{number}.png" for number in range(1, site.posts, 2)]
    found = [("GET", site.near + path, fixed[path][1]) for path in near] + [
        ("GET", site.far + path, fixed[path][1]) for path in far
    ]
    found += [
        ("GET", f"{site.near}/?kind=ends", fixed["/"][1]),
        ("GET", f"{site.near}/go", b""),
        ("GET", f"{site.near}/none", b""),
    ]
    found += [
        ("GET", f"{site.near}/missing.png", b"There is nothing here."),
        ("POST", f"{site.near}/beacon", b"heard a word"),
    ]
    return [*found, ("GET", f"{site.near}/service-0.json?shared", fixed["/service-0.json"][1])]
