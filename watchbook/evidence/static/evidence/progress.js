// While a capture is under way its page shows how far it is without being reloaded; once it ends, the page is loaded again.
const EVERY = 3000;

async function look() {
  const response = await fetch(window.location.pathname, { credentials: "same-origin" }).catch(() => null);
  if (response?.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const [now, then] = [page, document].map((one) => one.querySelector("#progress [role=status]"));
    if (!now) {
      window.location.reload();
      return;
    }
    if (now.textContent !== then.textContent) then.replaceChildren(...now.childNodes);
  }
  window.setTimeout(look, EVERY);
}

window.setTimeout(look, EVERY);
