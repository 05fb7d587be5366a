// While a capture is under way its page shows how far it is without being reloaded; once it ends, the page is loaded again.
const EVERY = 1500;

function show(now, then) {
  if (now.dataset.state !== then.dataset.state) {
    then.replaceWith(now); // what can be done differs from state to state
    return;
  }
  const [said, before] = [now, then].map((one) => one.querySelector("[role=status]"));
  if (said.textContent !== before.textContent) before.replaceChildren(...said.childNodes);
}

async function look() {
  const response = await fetch(window.location.pathname, { credentials: "same-origin" }).catch(() => null);
  if (response?.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const now = page.getElementById("progress");
    if (!now) {
      window.location.reload();
      return;
    }
    show(now, document.getElementById("progress"));
  }
  window.setTimeout(look, EVERY);
}

window.setTimeout(look, EVERY);
