// Watches one document from a world of its own, which the page's scripts cannot see or change: what text came and went, which
// posts were in view, where it can be scrolled, and what says that there is more. It changes nothing but the scroll position.
'use strict';
if (!globalThis.watchbook) {
  const POSTS = 'article,[role="article"],[aria-posinset],[role="feed"]>*,[data-post-id],[data-testid*="post" i],[data-testid="tweet"],.post';
  const MORE = /^\W*(load|show|see|view|read)?\s*(more|older|earlier)( (posts?|results?|items?|entries|comments?|replies|stories|tweets|updates))?\W*$|^\W*next( page)?\W*$/i;
  const SIGN_IN = /^\W*(log ?in|sign ?in|log ?on|mewngofnodi)\b/i;
  const SPINNERS = '[aria-busy="true"],[role="progressbar"],progress,[class*="spinner" i],[class*="loader" i],[class*="loading" i],[class*="skeleton" i]';
  const MOST_NODES = 4000, MOST_TEXT = 200000, LEAST = 0.15;
  const seen = new Set(), came = new Set(), given_up = new WeakSet(), watched = new WeakSet();
  let added = new Set(), went = [], changes = 0, scroller = null;

  const visible = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const in_view = (box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0;
  const text_of = (node) => (node.nodeType === 3 ? node.data : node.isConnected && 'innerText' in node ? node.innerText : node.textContent || '').trim();
  const key_of = (post) => {
    const own = post.getAttribute('data-post-id') || post.getAttribute('data-id') || post.id || post.getAttribute('aria-posinset');
    return own || (post.textContent || '').trim().slice(0, 300) || post.querySelector('img,video')?.src || '';
  };
  const is_much = (node) => node.nodeType === 1 && !/^(SCRIPT|STYLE|LINK|META)$/.test(node.nodeName) && ((node.textContent || '').trim().length > 8 || !!node.querySelector('img,video,iframe') || /^(IMG|VIDEO|IFRAME)$/.test(node.nodeName));
  const posts_in = (node) => {
    if (node.nodeType !== 1) return [];
    const inner = [...node.querySelectorAll(POSTS)];
    return node.matches(POSTS) ? [node, ...inner] : inner;
  };
  const take_away = (node) => {
    if (went.length < MOST_NODES && !/^(SCRIPT|STYLE)$/.test(node.nodeName)) went.push((node.textContent || '').trim().slice(0, MOST_TEXT));
    for (const post of posts_in(node)) if (key_of(post)) came.add(key_of(post));
  };
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'characterData') { if (record.oldValue?.trim()) went.push(record.oldValue.trim()); added.add(record.target); continue; }
      for (const node of record.removedNodes) if (node.nodeType < 4) take_away(node);
      for (const node of record.addedNodes) if (node.nodeType < 4 && added.size < MOST_NODES) { added.add(node); if (is_much(node)) changes++; watch_inside(node); }
    }
  });
  const watch = (root) => { if (!watched.has(root)) { watched.add(root); observer.observe(root, { childList: true, subtree: true, characterData: true, characterDataOldValue: true }); } };
  const watch_inside = (node) => {
    if (node.nodeType !== 1 && node.nodeType !== 11) return;
    for (const one of [node, ...node.querySelectorAll('*')]) if (one.shadowRoot) { watch(one.shadowRoot); watch_inside(one.shadowRoot); }
  };
  watch(document);

  const everywhere = (selector, root = document, found = []) => {
    for (const one of root.querySelectorAll('*')) { if (one.matches(selector)) found.push(one); if (one.shadowRoot) everywhere(selector, one.shadowRoot, found); }
    return found;
  };
  const top_of = () => document.scrollingElement || document.documentElement;
  const frames = (count) => new Promise((done) => { const next = () => (count-- > 0 ? requestAnimationFrame(next) : done()); next(); setTimeout(done, 500); });
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const position = () => {
    const one = scroller || top_of();
    if (!one) return { top: 0, height: 0, view: innerHeight, at_end: true };
    const view = one === top_of() ? innerHeight : one.clientHeight;
    return { top: one.scrollTop, height: one.scrollHeight, view, at_end: one.scrollTop + view >= one.scrollHeight - 2 };
  };
  const pictures_open = () => [...document.images].filter((one) => !one.complete && !given_up.has(one) && one.currentSrc && in_view(one.getBoundingClientRect()));
  const pictures_in = async (ms) => {
    const until = performance.now() + ms;
    let open = pictures_open();
    while (open.length && performance.now() < until) { await frames(1); open = pictures_open(); }
    for (const one of open) given_up.add(one);
  };
  const note_posts = () => {
    for (const post of everywhere(POSTS)) {
      const key = key_of(post);
      if (key && in_view(post.getBoundingClientRect())) seen.add(key);
    }
  };

  globalThis.watchbook = {
    // Elements that can be scrolled and are large enough to hold a feed, the largest first; the document itself before them.
    scrollers() {
      watch_inside(document.documentElement);
      const area = innerWidth * innerHeight;
      const large = (one) => one.scrollHeight > one.clientHeight + 8 && one.clientWidth * one.clientHeight > LEAST * area;
      this.found = everywhere('*').filter((one) => one !== top_of() && one !== document.body && large(one) && /auto|scroll|overlay/.test(getComputedStyle(one).overflowY) && visible(one));
      this.found.sort((one, other) => other.clientWidth * other.clientHeight - one.clientWidth * one.clientHeight);
      this.found.unshift(top_of());
      return this.found.length;
    },
    choose(index) { scroller = this.found?.[index] || null; return position(); },
    async step(part, ms) {
      const one = scroller || top_of();
      if (part && one) one.scrollTo({ top: one.scrollTop + part * position().view, behavior: 'instant' });
      const scrolled_at = performance.timeOrigin + performance.now();
      await frames(2);
      await pictures_in(ms);
      note_posts();
      return { ...position(), changes, drawn: scrolled_at / 1000, ...this.drained() };
    },
    // Resolves as soon as there is something new below or in the document, else after so many milliseconds.
    async grown(since, ms) {
      const until = performance.now() + ms;
      while (changes === since && position().at_end && performance.now() < until) await pause(20);
      return { ...position(), changes };
    },
    drained() {
      const roots = [...added].filter((one) => one.isConnected && !(one.parentNode && has_above(one.parentNode)));
      const texts = roots.filter((one) => !/^(SCRIPT|STYLE|LINK|META|TITLE)$/.test(one.nodeName)).map(text_of).filter(Boolean);
      const told = { came: texts.join('\n').slice(0, MOST_TEXT), went: went.join('\n').slice(0, MOST_TEXT) };
      added = new Set(); went = [];
      return told;
    },
    at_rest() {
      const marks = everywhere(SPINNERS).filter((one) => in_view(one.getBoundingClientRect()) && visible(one) && !/^(BODY|HTML|IMG)$/.test(one.nodeName));
      return { busy: marks.length > 0, changes, ...position() };
    },
    // What says that there is more than was shown, and whether a sign-in stands before it.
    ends() {
      const words = (one) => (one.getAttribute('aria-label') || one.innerText || one.value || '').trim();
      const pressable = everywhere('button,a,[role="button"],input[type="button"],input[type="submit"],summary').filter(visible);
      const offered = pressable.map(words).filter((said) => said.length < 60 && MORE.test(said));
      const next = everywhere('a[rel~="next"],link[rel~="next"]').map((one) => one.href).filter((one) => one && one.split('#')[0] !== location.href.split('#')[0]);
      const sizes = everywhere('[aria-setsize]').map((one) => Number(one.getAttribute('aria-setsize')));
      const places = everywhere('[aria-posinset]').map((one) => Number(one.getAttribute('aria-posinset')));
      const area = innerWidth * innerHeight;
      const dialogs = everywhere('dialog[open],[role="dialog"],[aria-modal="true"]').filter(visible).filter((one) => { const box = one.getBoundingClientRect(); return in_view(box) && box.width * box.height > 0.1 * area; });
      const passwords = everywhere('input[type="password"]').filter(visible);
      const asks = (one) => [one, ...one.querySelectorAll('*')].some((inner) => SIGN_IN.test(words(inner)) && words(inner).length < 80);
      return {
        more: [...new Set(offered)], next, setsize: Math.max(0, ...sizes), posinset: Math.max(0, ...places), password: passwords.length,
        sign_in_dialog: dialogs.some((one) => asks(one) || one.querySelector('input[type="password"]')),
        sign_in_offered: pressable.some((one) => SIGN_IN.test(words(one))),
        posts: seen.size, unseen: [...came].filter((one) => !seen.has(one)).length, broken_pictures: [...document.images].filter((one) => one.complete && one.currentSrc && !one.naturalWidth).length,
        text: document.body ? document.body.innerText : '', title: document.title, url: location.href, height: top_of()?.scrollHeight || 0, width: top_of()?.scrollWidth || 0,
        words: document.body ? document.body.innerText.length : 0,
      };
    },
    document_text() { return document.documentElement ? document.documentElement.outerHTML : ''; },
  };
  const has_above = (node) => { for (let one = node; one; one = one.parentNode) if (added.has(one)) return true; return false; };
}
