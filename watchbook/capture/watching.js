// Watches one document from a world of its own, which the page's scripts cannot see or change: what text came and went, which
// posts were in view, where it can be scrolled, and what says that there is more. It changes nothing but the scroll position,
// and opens what the page keeps closed.
'use strict';
if (!globalThis.watchbook) {
  const POSTS = 'article,[role="article"],[aria-posinset],[role="feed"]>*,[data-post-id],[data-testid*="post" i],[data-testid="tweet"],.post';
  const OF_A_FEED = '(posts?|results?|items?|entries|comments?|repl(y|ies)|stories|tweets?|updates?|reviews?|photos?|videos?|messages?|answers?|pages?)';
  const SOME = '(\\d[\\d,.]*k? )', COUNTED = '( \\(?\\d[\\d,.]*k?\\)?)';
  const MORE = new RegExp(`^\\W*((load|show|see|view|read|fetch|expand|dangos|gweld|llwytho) )?(all )?(the )?${SOME}?((more|older|earlier|newer|previous|other|new|mwy|next)( \\d[\\d,.]*k?)?( of)?( ${OF_A_FEED})?|${OF_A_FEED})${COUNTED}?\\W*$|^\\W*((show|see|view|load) all|continue reading)\\W*$`, 'i');
  const ALONE = new RegExp(`^\\W*((the|all) )?((${SOME}|(new|previous|other) )?${OF_A_FEED}${COUNTED}?|newer|previous|other|new)\\W*$`, 'i'); // names a thing, offers nothing
  // The same in Welsh, where the name may stand first and its first letter changes.
  const YN_GYMRAEG = '(sylwad(au)?|atebion|neges(euon|au)?|(p|b|ph)ostiadau|(c|g|ch)anlyniadau|ll?uniau|fideos|straeon|erthyglau|adolygiadau|(t|d|th)udalennau|eitemau)';
  const RHAGOR = new RegExp(`^\\W*((dangos|gweld|darllen|llwytho|ehangu) )?((\\d[\\d,.]*k? )?(rhagor|mwy)( o)?( ${YN_GYMRAEG})?|(yr )?holl ${YN_GYMRAEG}|${YN_GYMRAEG} (h(y|ŷ)n|blaenorol|eraill)|(y )?(t|d)udalen nesaf)\\W*$`, 'i');
  const HELD = new RegExp(`^\\W*((show|see|view|read|load) )?(all )?(the )?${SOME}?${OF_A_FEED}${COUNTED}?\\W*$`, 'i');
  const NEXT = /^\W*(next|nesaf)( (page|slide|photo|image|item|results?))?\W*$|^\W*load (next|the rest)\b.{0,30}$/i;
  const SHORT = /\b(?:showing|viewing|displaying|page)\s+(?:\d[\d,]*\s*(?:-|–|—|to)\s*)?(\d[\d,]*)\s+(?:\w+\s+)?of\s+(?:about\s+|over\s+)?(\d[\d,]*)/gi;
  const SIGN_IN = /^\W*(log ?in|sign ?in|log ?on|mewngofnodi)\b/i;
  const SPINNERS = '[aria-busy="true"],[role="progressbar"],progress,[class*="spinner" i],[class*="loader" i],[class*="loading" i],[class*="skeleton" i]';
  const LOADING = /^\W*((still|now) )?(loading|fetching|please wait|one moment|(yn )?llwytho|arhoswch)\b[^.…!?]{0,30}[.…\s]*$/i;
  // What pages call the empty thing whose coming into view makes them ask for more.
  const SENTINELS = ['sentinel', 'infinite', 'scroll-trigger', 'scroll-end', 'scroll-observer', 'bottom-marker'].flatMap((one) => [`[id*="${one}" i]`, `[class*="${one}" i]`, `[data-testid*="${one}" i]`]).join();
  const HELD_BACK = ['data-src', 'data-srcset', 'data-lazy', 'data-lazy-src', 'data-original'];
  const ACTIVE = 'script,[onload],[onscroll],[onwheel],[onerror],[onclick],[onmousemove],[onanimationstart]'; // what can bring more by itself
  const MOST_NODES = 4000, MOST_TEXT = 200000, LEAST = 0.15, MOST_PARTS = 24, HELD_WITHIN = 1500, STRIP = 48, ROWS = 8, COLUMNS = 3, MOST_NOTED = 400, MOST_OPENED = 500, MOST_ENDING = 400, DEEPEST = 5;
  const opened = new WeakSet(), seen = new Set(), came = new Set(), roots = new Set(), given_up = new WeakSet(), watched = new WeakSet(), looked_at = new WeakSet();
  let added = new Set(), went = [], fresh = [], changes = 0, scroller = null, is_sideways = false, has_timers = false, views = [], steps = 0;
  setTimeout(() => { has_timers = true; }); // in a frame whose sandbox forbids scripts none ever fires: nothing there is waited for

  const visible = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const in_view = (box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0;
  const parent_of = (one) => one.parentElement || one.getRootNode().host || null;
  // In view, and not cut away by anything around it that hides what is beyond its edge.
  const is_shown = (one) => {
    const box = one.getBoundingClientRect();
    if (!in_view(box)) return false;
    let { top, bottom, left, right } = box;
    for (let outer = parent_of(one); outer && outer !== document.body && outer !== document.documentElement; outer = parent_of(outer)) {
      const style = getComputedStyle(outer);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const edge = outer.getBoundingClientRect();
      top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom); left = Math.max(left, edge.left); right = Math.min(right, edge.right);
      if (top >= bottom || left >= right) return false;
    }
    return true;
  };
  const text_of = (node) => (node.nodeType === 3 ? node.data : node.isConnected && 'innerText' in node ? node.innerText : node.textContent || '').trim();
  const name_of = (post) => post.getAttribute('data-post-id') || post.getAttribute('data-id') || post.id || post.getAttribute('aria-posinset');
  const key_of = (post) => name_of(post) || (post.textContent || '').trim().slice(0, 300) || post.querySelector('img,video')?.src || '';
  const was_seen = (post) => seen.has(key_of(post)) || (!name_of(post) && looked_at.has(post));
  const is_much = (node) => node.nodeType === 1 && !/^(SCRIPT|STYLE|LINK|META)$/.test(node.nodeName) && ((node.textContent || '').trim().length > 8 || !!node.querySelector('img,video,iframe') || /^(IMG|VIDEO|IFRAME)$/.test(node.nodeName));
  const posts_in = (node) => {
    if (node.nodeType !== 1) return [];
    const inner = [...node.querySelectorAll(POSTS)];
    return node.matches(POSTS) ? [node, ...inner] : inner;
  };
  const take_away = (node) => {
    if (went.length < MOST_NODES && !/^(SCRIPT|STYLE)$/.test(node.nodeName)) went.push((node.textContent || '').trim().slice(0, MOST_TEXT));
    for (const post of posts_in(node)) if (key_of(post) && !was_seen(post)) came.add(key_of(post));
  };
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'characterData') { if (record.oldValue?.trim()) went.push(record.oldValue.trim()); added.add(record.target); continue; }
      for (const node of record.removedNodes) if (node.nodeType < 4) take_away(node);
      for (const node of record.addedNodes) if (node.nodeType < 4 && added.size < MOST_NODES) { added.add(node); if (is_much(node)) fresh.push(node); watch_inside(node); }
    }
  });
  const watch = (root) => { if (!watched.has(root)) { watched.add(root); observer.observe(root, { childList: true, subtree: true, characterData: true, characterDataOldValue: true }); } };
  const watch_inside = (node) => {
    if (node.nodeType !== 1 && node.nodeType !== 11) return;
    for (const one of [node, ...node.querySelectorAll('*')]) if (one.shadowRoot) adopt(one.shadowRoot);
  };
  const adopt = (root) => { if (!watched.has(root)) { roots.add(root); watch(root); } watch_inside(root); };
  watch(document);

  const all_roots = () => [document, ...[...roots].filter((root) => root.host.isConnected)];
  const everywhere = (selector) => all_roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  const top_of = () => document.scrollingElement || document.documentElement;
  const frames = (count) => new Promise((done) => { if (!has_timers) return done(); const next = () => (count-- > 0 ? requestAnimationFrame(next) : done()); next(); setTimeout(done, 500); });
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  // A part that is laid out from its end, as a chat is, counts its offsets below zero.
  const least_of = (one) => (one.scrollTop < 0 || /reverse/.test(getComputedStyle(one).flexDirection) ? Math.min(0, one.clientHeight - one.scrollHeight) : 0);
  const position = () => {
    const one = scroller || top_of();
    if (!one) return { top: 0, height: 0, view: innerHeight, at_end: true, at_start: true, posts: seen.size };
    if (is_sideways) {
      const along = Math.abs(one.scrollLeft); // from right to left it counts below zero
      return { top: along, height: one.scrollWidth, view: one.clientWidth, at_end: along + one.clientWidth >= one.scrollWidth - 2, at_start: along <= 2, posts: 0 };
    }
    const view = one === top_of() ? innerHeight : one.clientHeight, top = one.scrollTop - (one === top_of() ? 0 : least_of(one));
    return { top, height: one.scrollHeight, view, at_end: top + view >= one.scrollHeight - 2, at_start: top <= 2, posts: seen.size };
  };
  const is_strip = (one) => {
    if (one.scrollWidth <= one.clientWidth + 8 || one.clientHeight < STRIP || one.clientWidth < STRIP || one.closest('pre,code,samp,textarea,math')) return false;
    const outer = [document.documentElement, document.body];
    return outer.includes(one) ? one === top_of() && !outer.some((whole) => /hidden|clip/.test(getComputedStyle(whole).overflowX)) : /auto|scroll|overlay/.test(getComputedStyle(one).overflowX);
  };
  const is_held_back = (one) => (HELD_BACK.some((name) => one.hasAttribute(name)) && (!one.currentSrc || one.currentSrc.startsWith('data:'))) || (one.loading === 'lazy' && !one.complete && one.hasAttribute('src'));
  const held_back = () => pictures().filter((one) => is_held_back(one) && visible(one)).length;
  const pictures = () => [...new Set([...document.images, ...(roots.size ? everywhere('img') : [])])];
  const spinners = () => everywhere(SPINNERS).filter((one) => in_view(one.getBoundingClientRect()) && visible(one) && !/^(BODY|HTML|IMG)$/.test(one.nodeName));
  // Words that say so, among the last of the document, where a feed says it.
  const in_view_of = (text) => { const range = document.createRange(); range.selectNode(text); return in_view(range.getBoundingClientRect()); };
  const says_loading = () => {
    let node = document.body, left = MOST_ENDING;
    while (node?.lastChild) node = node.lastChild;
    const walker = document.createTreeWalker(document.body || document, NodeFilter.SHOW_TEXT);
    if (node) walker.currentNode = node;
    for (let text = node; text && left-- > 0; text = walker.previousNode()) {
      const one = text.parentElement;
      if (text.nodeType === 3 && text.data.length < 60 && LOADING.test(text.data.trim()) && one && !/^(SCRIPT|STYLE|NOSCRIPT|TITLE)$/.test(one.nodeName) && in_view_of(text) && visible(one)) return true;
    }
    return false;
  };
  // An empty thing in view that a page watches for its end, as far as its name tells.
  const sentinels = () => everywhere(SENTINELS).filter((one) => { const box = one.getBoundingClientRect(); return box.bottom >= 0 && box.top <= innerHeight && !(one.textContent || '').trim() && !one.querySelector('img,video,iframe,canvas,svg') && visible(one); });
  const open_in_view = (waited) => {
    const open = pictures().filter((one) => !given_up.has(one) && ((!one.complete && one.currentSrc) || (waited < HELD_WITHIN && is_held_back(one))) && in_view(one.getBoundingClientRect()));
    return waited < HELD_WITHIN ? [...open, ...spinners().filter((one) => !given_up.has(one))] : open;
  };
  const pictures_in = async (ms) => {
    const began = performance.now();
    let open = open_in_view(0), all = new Set(open);
    while (has_timers && open.length && performance.now() - began < ms) { await frames(1); open = open_in_view(performance.now() - began); for (const one of open) all.add(one); }
    if (all.size) await frames(1); // which draws those that came last
    for (const one of all) if (open.includes(one) || is_held_back(one) || one.nodeName !== 'IMG') given_up.add(one);
  };
  const note_posts = () => {
    for (const post of everywhere(POSTS)) {
      const key = key_of(post);
      if (key && !was_seen(post) && is_shown(post)) { seen.add(key); looked_at.add(post); }
    }
  };
  // New things count where somebody at this place would meet them: in view or below, not in a corner that was passed.
  const count_changes = () => {
    for (const node of fresh) if (node.isConnected && node.getBoundingClientRect().bottom > 0) changes++;
    fresh = [];
    return changes;
  };

  // What was in view at each step, whether a picture holds it, and whether it still stands: elements on a grid, with what they showed and where.
  const at_point = (x, y) => {
    let one = document.elementFromPoint(x, y), root;
    for (let deep = 0; one && deep < DEEPEST && (root = one.shadowRoot || [...roots].find((inner) => inner.host === one)); deep++) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === one) break;
      one = inner;
    }
    return one;
  };
  const shows = (one) => one.currentSrc || (one.textContent || '').slice(0, 300);
  const note_view = () => {
    steps++;
    const hit = new Set();
    for (let row = 0; row < ROWS; row++) for (let column = 0; column < COLUMNS; column++) hit.add(at_point(((column + 0.5) * innerWidth) / COLUMNS, ((row + 0.5) * innerHeight) / ROWS));
    for (const one of hit) {
      const box = one?.getBoundingClientRect();
      if (box && box.height < innerHeight && !one.closest(SPINNERS)) views.push({ one, shown: shows(one), top: box.top, at: steps, is_pictured: false });
    }
    if (views.length > MOST_NOTED) views = views.filter((_, place) => place % 2 || place > MOST_NOTED / 2);
  };
  // Of what was in view before: whether something is gone, hidden or another, and how much is gone that no picture holds.
  const lost_of_views = () => {
    let is_losing = false, gone = 0;
    views = views.filter(({ one, shown, top, is_pictured }) => {
      const is_gone = !one.isConnected || !visible(one);
      if (!is_gone && (shows(one) === shown || one.getBoundingClientRect().top === top)) return true; // what changes in its place, as a clock, is still seen
      is_losing = true;
      if (!is_pictured) gone++;
      return false;
    });
    return { is_losing, gone };
  };

  const plain = (text) => String(text).toWellFormed(); // a page may hold half a letter, which no file can
  const words = (one) => plain(one.getAttribute('aria-label') || one.innerText || one.value || '').trim();
  const offers = (said) => said.length < 60 && ((MORE.test(said) && !ALONE.test(said)) || RHAGOR.test(said) || NEXT.test(said));
  // Whatever can be pressed: by its kind, or by the hand that the pointer becomes over it.
  const pressable = () => {
    const by_kind = everywhere('button,a,[role="button"],[role="link"],input[type="button"],input[type="submit"],summary,[onclick]').filter((one) => visible(one) && !(one.localName === 'summary' && opened.has(one.parentElement)));
    const by_hand = everywhere('div,span,li,p').filter((one) => !one.childElementCount && offers((one.textContent || '').trim()) && getComputedStyle(one).cursor === 'pointer' && visible(one));
    return [...by_kind, ...by_hand];
  };
  // A thing in a post, or named as what posts have, that says of itself that it is closed: it may fetch what it holds.
  const is_closed = (one) => one.getAttribute('aria-expanded') === 'false' && !one.closest('nav,header,footer,[role="navigation"],[role="banner"],[role="menubar"]') && (!!one.closest(POSTS) || HELD.test(words(one)));
  const still_closed = () => everywhere('details:not([open])').filter((one) => visible(one) && !opened.has(one));
  const said_short = (text) => [...text.matchAll(SHORT)].some(([, shown, all]) => Number(shown.replaceAll(',', '')) < Number(all.replaceAll(',', '')));
  const inner_text = () => plain([document.body ? document.body.innerText : '', ...all_roots().slice(1).map((root) => [...root.children].map(text_of).join('\n'))].filter(Boolean).join('\n'));

  globalThis.watchbook = {
    // Elements that can be scrolled and are large enough to hold a feed, or hold posts, the largest first; the document before them.
    scrollers() {
      watch_inside(document.documentElement);
      const area = innerWidth * innerHeight;
      const large = (one) => one.clientWidth * one.clientHeight > LEAST * area || !!one.querySelector(POSTS);
      this.found = everywhere('*').filter((one) => one !== top_of() && one !== document.body && one.scrollHeight > one.clientHeight + 8 && large(one) && /auto|scroll|overlay/.test(getComputedStyle(one).overflowY) && visible(one));
      this.found.sort((one, other) => other.clientWidth * other.clientHeight - one.clientWidth * one.clientHeight);
      this.found.unshift(top_of());
      // Strips that are scrolled sideways come after all else.
      const strips = everywhere('*').filter((one) => is_strip(one) && visible(one));
      this.passed_over = Math.max(0, this.found.length - MOST_PARTS) + Math.max(0, strips.length - MOST_PARTS);
      this.found.splice(MOST_PARTS);
      this.upright = this.found.length;
      this.found.push(...strips.slice(0, MOST_PARTS));
      return this.found.length;
    },
    choose(index) {
      scroller = this.found?.[index] || null; is_sideways = index >= this.upright;
      if (is_sideways && !in_view(scroller.getBoundingClientRect())) scroller.scrollIntoView({ block: 'center', behavior: 'instant' });
      return { is_strip: is_sideways, ...position(), changes: count_changes(), has_scripts: !!document.querySelector(ACTIVE) };
    },
    async step(part, ms) {
      const one = scroller || top_of();
      const by = part * position().view;
      if (part && one) one.scrollTo(is_sideways ? { left: one.scrollLeft + (getComputedStyle(one).direction === 'rtl' ? -by : by), behavior: 'instant' } : { top: one.scrollTop + by, behavior: 'instant' });
      await frames(2);
      watch_inside(document.documentElement);
      await pictures_in(ms);
      note_posts();
      const lost = ms ? lost_of_views() : {}; // a movement alone shows nobody anything
      if (ms) note_view();
      return { ...position(), changes: count_changes(), is_of_document: one === top_of() && !is_sideways, ...lost, ...this.drained() };
    },
    // A picture holds what came into view at the last step, or pictures hold all that ever was.
    pictured(all = false) { for (const one of views) one.is_pictured ||= all || one.at === steps; },
    async look_at(top, ms) {
      (scroller || top_of())?.scrollTo(is_sideways ? { left: top } : { top, behavior: 'instant' });
      await frames(2);
      await pictures_in(ms);
    },
    // Resolves as soon as there is something new at this edge or in the document, else after so many milliseconds.
    async grown(since, ms, edge = 'at_end') {
      const until = performance.now() + ms;
      while (has_timers && count_changes() === since && position()[edge] && performance.now() < until) await pause(20);
      return { ...position(), changes };
    },
    drained() {
      const fresh_roots = [...added].filter((one) => one.isConnected && !(one.parentNode && has_above(one.parentNode)));
      const texts = fresh_roots.filter((one) => !/^(SCRIPT|STYLE|LINK|META|TITLE)$/.test(one.nodeName)).map(text_of).filter(Boolean);
      const told = { came: plain(texts.join('\n').slice(0, MOST_TEXT)), went: plain(went.join('\n').slice(0, MOST_TEXT)) };
      added = new Set(); went = [];
      return told;
    },
    // A shadow root that the document's own scripts closed, as the browser itself hands it over.
    adopt(root) { adopt(root); },
    // Elements that the page's scripts define, which mostly keep what they show in a shadow root.
    has_own_elements() { return [...document.querySelectorAll('*')].some((one) => one.localName.includes('-')); },
    // Open what is closed and holds its words in the page or fetches them once it is opened, as a reader would; how many were opened.
    async open_closed() {
      const closed = still_closed().slice(0, MOST_OPENED);
      for (const one of closed) {
        opened.add(one); one.open = true;
        if (one.name) await frames(2); // the next of its name closes it
      }
      scroller = null; is_sideways = false;
      return closed.length;
    },
    held_back,
    at_rest() { return { busy: spinners().length > 0 || says_loading(), watches: sentinels().length > 0, changes: count_changes(), ...position() }; },
    // What says that there is more than was shown, and whether a sign-in stands before it.
    ends() {
      watch_inside(document.documentElement);
      note_posts();
      const pressed = pressable(), text = inner_text();
      const next = everywhere('a[rel~="next"],link[rel~="next"]').map((one) => one.href).filter((one) => one && one.split('#')[0] !== location.href.split('#')[0]);
      const sizes = everywhere('[aria-setsize]').map((one) => Number(one.getAttribute('aria-setsize')));
      const places = everywhere('[aria-posinset]').map((one) => Number(one.getAttribute('aria-posinset')));
      const area = innerWidth * innerHeight;
      const dialogs = everywhere('dialog[open],[role="dialog"],[aria-modal="true"]').filter(visible).filter((one) => { const box = one.getBoundingClientRect(); return in_view(box) && box.width * box.height > 0.1 * area; });
      const passwords = everywhere('input[type="password"]').filter(visible);
      const asks = (one) => [one, ...one.querySelectorAll('*')].some((inner) => SIGN_IN.test(words(inner)) && words(inner).length < 80);
      const unseen = everywhere(POSTS).filter((one) => key_of(one) && !was_seen(one) && visible(one) && one.getClientRects().length && one.getBoundingClientRect().height > 0).map(key_of);
      const media = everywhere('video,audio').flatMap((one) => [one.currentSrc || one.src, ...(one.currentSrc || one.src ? [] : [...one.querySelectorAll('source')].slice(0, 1).map((inner) => inner.src))]);
      return {
        more: [...new Set([...pressed.map(words).filter(offers), ...[...pressed.filter(is_closed), ...still_closed()].map(words)])], next, setsize: Math.max(0, ...sizes), posinset: Math.max(0, ...places), password: passwords.length,
        sign_in_dialog: dialogs.some((one) => asks(one) || one.querySelector('input[type="password"]')), said_short: said_short(text),
        sign_in_offered: pressed.some((one) => SIGN_IN.test(words(one))), parts_passed_over: this.passed_over || 0,
        posts: seen.size, unseen: new Set([...[...came].filter((one) => !seen.has(one)), ...unseen]).size, held_back: held_back(),
        media: [...new Set(media)].filter((one) => /^https?:/.test(one)),
        text, title: plain(document.title), url: location.href, height: top_of()?.scrollHeight || 0, width: top_of()?.scrollWidth || 0,
        words: text.length,
      };
    },
    // The document with what lies in its shadow roots, as HTML writes it.
    document_text() {
      const whole = document.documentElement;
      if (!whole || !roots.size) return whole ? plain(whole.outerHTML) : '';
      const [open, close] = whole.cloneNode(false).outerHTML.split('></');
      return plain(`${open}>${whole.getHTML({ shadowRoots: [...roots] })}</${close}`);
    },
  };
  const has_above = (node) => { for (let one = node; one; one = one.parentNode) if (added.has(one)) return true; return false; };
}
